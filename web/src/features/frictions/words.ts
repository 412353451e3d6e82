import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Decision, Effort, Friction } from "../../api/frictions";
import { oneLine } from "../../lib/text";

const VALUE_LENGTH_MAX = 60;

/** What goes wrong, as a title. */
export const FAILURES: Record<Friction["failure"], MessageDescriptor> = {
  payment_failed: msg`The payment fails`,
  promise_broken: msg`What was promised comes late or not at all`,
  long_wait: msg`The wait in the shop is longer than ten minutes`,
  call_abandoned: msg`Callers hang up before they are answered`,
  returned: msg`What was ordered is sent back`,
  help_needed: msg`Who ordered has to ask for help`,
  bad_opinion: msg`Opinions are bad`,
  checkout_left: msg`The checkout is left without an order`,
};

type Field = Friction["group"][number]["field"];

/** How a group is said, in the order in which several conditions are named. */
const CONDITIONS: Record<Field, (value: string) => MessageDescriptor> = {
  payment_method: (value) => msg`payment method ${value}`,
  carrier: (value) => msg`carrier ${value}`,
  store: (value) => msg`shop ${value}`,
  product_id: (value) => msg`product ${value}`,
  batch: (value) => msg`batch ${value}`,
  device: (value) => msg`device ${value}`,
  channel: (value) => msg`channel ${value}`,
  region: (value) => msg`region ${value}`,
  state: (value) => msg({ message: `state ${value}`, context: "of a country" }),
  seller_id: (value) => msg`seller ${value}`,
  queue: (value) => msg`queue ${value}`,
  asked: (value) => msg`question ${value}`,
  order_id: (value) => msg`order ${value}`,
};
const ORDER = Object.keys(CONDITIONS);

/** Values that many companies send, in words. */
const VALUES: Record<string, MessageDescriptor> = {
  wallet: msg`wallet`,
  mobile: msg`mobile`,
  desktop: msg`desktop`,
  tablet: msg`tablet`,
};

/** Says whom a friction meets: `payment method wallet, device mobile`; empty when it meets everybody alike. */
export function groupWords(group: Friction["group"], i18n: I18n): string {
  const rank = (field: Field) => ORDER.indexOf(field);
  const words = group
    .toSorted((a, b) => rank(a.field) - rank(b.field))
    .map(({ field, value }) => {
      const usual = VALUES[value];
      return i18n._(CONDITIONS[field](usual ? i18n._(usual) : oneLine(value, VALUE_LENGTH_MAX)));
    });
  return words.join(", ");
}

/** What can be decided, in the order of the buttons. */
export const DECISIONS: [Decision, MessageDescriptor][] = [
  ["act", msg`Act`],
  ["dig", msg`Dig deeper`],
  ["watch", msg({ message: "Watch", context: "a decision" })],
  ["close", msg({ message: "Close", context: "a decision" })],
];

/** How much work it would be. */
export const EFFORTS: [Effort, MessageDescriptor][] = [
  ["low", msg`low: days`],
  ["medium", msg`medium: weeks`],
  ["high", msg`high: months`],
];
