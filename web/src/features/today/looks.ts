import type { MessageDescriptor } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";
import type { TodayFinding } from "../../api/today";
import { oneLine } from "../../lib/text";
import type { Teller } from "./teller";

const NAME_LENGTH_MAX = 40;

/** What each look measures, as the middle of a sentence. */
const CLAUSES: Record<string, (value: string) => MessageDescriptor> = {
  payment_failed: (value) => msg`${value} of people saw their payment fail`,
  promise_kept: (value) => msg`${value} of the promises that fell due were kept`,
  promise_broken: (value) => msg`${value} of the promises that fell due were not kept`,
  csat: (value) => msg`${value} of the answers say satisfied`,
  nps: (value) => msg`the NPS is ${value}`,
  ces: (value) => msg`ease is rated ${value} out of 7`,
  reviews: (value) => msg`${value} of the reviews give 4 or 5 out of 5`,
  returned: (value) => msg`${value} of the people who ordered sent something back`,
  long_wait: (value) => msg`${value} of people waited more than 10 minutes`,
  call_abandoned: (value) => msg`${value} of the people who called hung up before anybody answered`,
  cart_abandonment: (value) => msg`${value} of the people who filled a cart did not order`,
  unresolved: (value) => msg`${value} of the conversations were not resolved`,
};

/** Says what a finding measures and how much it is. */
export function clauseOf({ look }: TodayFinding, value: string, { i18n }: Teller): string {
  const clause = Object.hasOwn(CLAUSES, look) ? CLAUSES[look] : undefined;
  if (clause) {
    return i18n._(clause(value));
  }
  const name = oneLine(look.replaceAll("_", " "), NAME_LENGTH_MAX);
  return i18n._(msg`${name}: ${value}`);
}

/** Says how many are concerned beyond what would be as with the others; nothing where a count means nothing. */
export function moreOf({ look, counts, n_more, unit }: TodayFinding, { i18n }: Teller): string | undefined {
  const n = Math.round(Math.abs(n_more));
  if (n === 0 || unit !== "percent") {
    return undefined;
  }
  if (look === "csat") {
    return i18n._(msg`about ${plural(n, { one: "# fewer satisfied answer", other: "# fewer satisfied answers" })}`);
  }
  if (look === "reviews") {
    return i18n._(msg`about ${plural(n, { one: "# fewer good review", other: "# fewer good reviews" })}`);
  }
  switch (counts) {
    case "promises":
      return i18n._(msg`about ${plural(n, { one: "# more broken promise", other: "# more broken promises" })}`);
    case "answers":
      return i18n._(msg`about ${plural(n, { one: "# more answer", other: "# more answers" })}`);
    case "conversations":
      return i18n._(msg`about ${plural(n, { one: "# more conversation", other: "# more conversations" })}`);
    default:
      return i18n._(msg`about ${plural(n, { one: "# more person", other: "# more people" })}`);
  }
}
