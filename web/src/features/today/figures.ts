import type { MessageDescriptor } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";
import type { TodayFigure } from "../../api/today";
import { oneLine } from "../../lib/text";
import { periodEnds } from "./periods";
import type { Teller } from "./teller";

const NAME_LENGTH_MAX = 40;

interface FigureWords {
  name: MessageDescriptor;
  /** What is counted, in a few words. */
  of: MessageDescriptor;
}

const WORDS: Record<string, FigureWords> = {
  orders: { name: msg`Orders`, of: msg`placed in the period` },
  revenue: { name: msg`Revenue`, of: msg`of the orders of the period` },
  active_customers: { name: msg`Active customers`, of: msg({ message: "an order in the last {days} days" }) },
  promises_kept: { name: msg`Promises kept`, of: msg`of the promises that fell due` },
  nps: { name: msg`NPS`, of: msg`promoters less detractors` },
  csat: { name: msg`Satisfaction (CSAT)`, of: msg`of the answers are 4 or 5 out of 5` },
  ces: { name: msg`Ease (CES)`, of: msg`mean of the answers from 1 to 7` },
  reviews: { name: msg`Good reviews`, of: msg`of the reviews give 4 or 5 out of 5` },
  retention: { name: msg`Retention rate`, of: msg`of the customers active before still are` },
  churn: { name: msg`Churn rate`, of: msg`of the customers active before are not any more` },
  repeat_purchase: { name: msg`Repeat purchase rate`, of: msg`order again within 90 days` },
  return_rate: { name: msg`Return rate`, of: msg`of the value sold came back` },
  given_back: { name: msg`Refunds`, of: msg`given back to customers` },
};

/** Names a figure; one that this version does not know keeps the server's name. */
export function figureName(name: string, { i18n }: Teller): string {
  const words = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
  return words ? i18n._(words.name) : oneLine(name.replaceAll("_", " "), NAME_LENGTH_MAX);
}

/** Says in a few words what a figure counts. */
export function figureOf({ name, within_days: days }: TodayFigure, { i18n }: Teller): string | undefined {
  const words = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined;
  return words && i18n._(words.of.id, { days }, { message: words.of.message });
}

const ANSWERS = new Set(["nps", "csat", "ces"]);
const CUSTOMERS = new Set(["retention", "churn", "repeat_purchase"]);

/** Says on how many of what a figure rests. */
export function baseWords(name: string, n: number, { i18n, formats }: Teller): string {
  if (ANSWERS.has(name)) {
    return i18n._(msg`base: ${plural(n, { one: "# answer", other: "# answers" })}`);
  }
  if (CUSTOMERS.has(name)) {
    return i18n._(msg`base: ${plural(n, { one: "# customer", other: "# customers" })}`);
  }
  if (name === "promises_kept") {
    return i18n._(msg`base: ${plural(n, { one: "# promise", other: "# promises" })}`);
  }
  if (name === "reviews") {
    return i18n._(msg`base: ${plural(n, { one: "# review", other: "# reviews" })}`);
  }
  const number = formats.number(n);
  return i18n._(msg`base: ${number}`);
}

/** Says of which earlier days a figure is that needs time to be known. */
export function lagWords({ name, value, lag_days }: TodayFigure, teller: Teller): string | undefined {
  if (!value || lag_days === 0) {
    return undefined;
  }
  const { from, until } = periodEnds(value.from, value.until, teller);
  const { i18n } = teller;
  switch (name) {
    case "repeat_purchase":
      return i18n._(msg`Customers who ordered for the first time from ${from} to ${until}`);
    case "return_rate":
    case "given_back":
      return i18n._(msg`Orders placed from ${from} to ${until}`);
    default:
      return i18n._(msg`From ${from} to ${until}, because later ones are not known yet`);
  }
}
