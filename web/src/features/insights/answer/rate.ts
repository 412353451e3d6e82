import { msg, plural } from "@lingui/core/macro";
import type { RateAnswer, RateValue } from "../../../api/answers";
import { intervalOf, type RateQuestion } from "../model/question";
import { type Estimates, type Found, lastPoint, type Point, tellEstimates } from "./estimates";
import { HIDDEN_BASE, SMALL_BASE, type Told } from "./sheet";
import { spanName, type Teller } from "./teller";
import { RATE_NAMES } from "./words";

/** Why something is in no rate. */
const REASONS = {
  too_recent: msg`too recent to be known`,
  not_due: msg`not yet due`,
  cancelled: msg`cancelled`,
  without_due: msg`without a due time`,
  without_key: msg`without a key`,
  without_person: msg`of nobody known`,
} as const;

/** The rates whose base counts people; the others count promises, conversations or money. */
const OF_PEOPLE: readonly string[] = ["conversion", "cart_abandonment", "repeat_purchase", "retention", "churn"];

/** Tells a share of people or things. */
export function tellRate(answer: RateAnswer, question: RateQuestion, teller: Teller): Told {
  const { i18n } = teller;
  const isMoney = question.rate === "return";
  const told: Estimates = {
    answer,
    interval: intervalOf(question),
    name: i18n._(RATE_NAMES[question.rate]),
    kind: "share",
    base_name: isMoney ? i18n._(msg`People`) : i18n._(msg`Base`),
    more: isMoney
      ? [
          { name: i18n._(msg`Returned value`), kind: "money" },
          { name: i18n._(msg`Sold value`), kind: "money" },
        ]
      : [{ name: i18n._(msg`Of these`), kind: "count" }],
    pointsOf: (group) => (answer.groups[group]?.values ?? []).map((value) => pointOf(value, isMoney)),
    request: (bucket) => ({ bucket, outcome: "denominator" }),
    // The values of a rate of amounts are money, behind which there are orders.
    ...(isMoney ? {} : { requestMore: (bucket: string) => ({ bucket, outcome: "numerator" }) }),
    baseIsPeople: OF_PEOPLE.includes(question.rate),
    sample: true,
  };
  const found = lastPoint(told, teller);
  return tellEstimates(told, finding(told, found, teller), notes(answer, question, teller), teller);
}

function pointOf({ value, low, high, numerator, denominator }: RateValue, isMoney: boolean): Point {
  const ratio = (percent: number | null) => (percent === null ? null : percent / 100);
  const more = isMoney ? [numerator, denominator] : [numerator];
  return { value: ratio(value), low: ratio(low), high: ratio(high), base: isMoney ? null : Number(denominator), more };
}

function finding(told: Estimates, found: Found | undefined, teller: Teller): string {
  const { i18n, formats } = teller;
  const { value, low, high, base } = found?.point ?? {};
  if (!found || typeof value !== "number" || (typeof base === "number" && base < HIDDEN_BASE)) {
    return i18n._(msg`Too few cases in the period to say anything.`);
  }
  const period = found.head;
  const name = told.name;
  const now = formats.percent(value);
  if (typeof low !== "number" || typeof high !== "number" || typeof base !== "number") {
    return i18n._(msg`${period}: ${name} ${now}`);
  }
  const [from, to, n] = [formats.percent(low), formats.percent(high), formats.number(base)];
  return i18n._(msg`${period}: ${name} ${now} (between ${from} and ${to}; base: ${n})`);
}

/** Says what the definition took, and what was left out. */
function notes(answer: RateAnswer, question: RateQuestion, teller: Teller): string[] {
  const { i18n, formats } = teller;
  const totals = new Map<string, number>();
  for (const { left_out } of answer.groups.flatMap(({ values }) => values)) {
    for (const [reason, n] of Object.entries(left_out)) {
      totals.set(reason, (totals.get(reason) ?? 0) + n);
    }
  }
  const reasons = [...totals].map(([reason, n]) => {
    const words = Object.hasOwn(REASONS, reason) ? i18n._(REASONS[reason as keyof typeof REASONS]) : reason;
    return `${formats.number(n)} ${words}`;
  });
  const list = new Intl.ListFormat(i18n.locale, { type: "unit" }).format(reasons);
  const { within } = answer.definition;
  const window = typeof within === "string" ? spanName(within, teller) : undefined;
  const base = lastBase(answer);
  return [
    ...(window && (question.rate === "churn" || question.rate === "retention")
      ? [i18n._(msg`Active: at least once in the ${window} before.`)]
      : []),
    ...(window && question.rate === "repeat_purchase"
      ? [i18n._(msg`A second order within ${window} of the first.`)]
      : []),
    ...(window && question.rate === "cart_abandonment" ? [i18n._(msg`No order within ${window}.`)] : []),
    ...(base > 0 && base < SMALL_BASE
      ? [i18n._(msg`Small sample (base: ${plural(base, { one: "# case", other: "# cases" })}): read with care.`)]
      : []),
    ...(reasons.length > 0 ? [i18n._(msg`Left out: ${list}.`)] : []),
  ];
}

function lastBase(answer: RateAnswer): number {
  const at = answer.partial.lastIndexOf(false);
  const value = answer.groups[0]?.values[at < 0 ? answer.buckets.length - 1 : at];
  return typeof value?.denominator === "number" ? value.denominator : 0;
}
