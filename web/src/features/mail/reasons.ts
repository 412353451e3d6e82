import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Schemas } from "../../api/client";

type Reason = Schemas["SuppressionReason"];

/** Why nothing is sent to an address. */
export const SUPPRESSION_NAMES: Record<Reason, MessageDescriptor> = {
  hard_bounce: msg`The mail server of this address said that it does not exist.`,
  soft_bounces: msg`Messages to this address came back again and again.`,
  complaint: msg`The reader called a message spam.`,
  manual: msg`An owner of the project said so.`,
};

/** Reasons of our own, by what the server says; what a mail server said is shown as it said it. */
const OWN: Readonly<Record<string, MessageDescriptor>> = {
  interrupted: msg`Boussole was stopped before the mail server answered.`,
  unsubscribed: msg`The reader ended these letters.`,
  no_member: msg`The reader is no member of the project any more.`,
  ...Object.fromEntries(
    Object.entries(SUPPRESSION_NAMES).map(([reason, name]) => [`suppressed: ${reason}`, name] as const),
  ),
};

/** Says why a message did not arrive, or perhaps did. */
export function reasonWords(reason: string, i18n: I18n): string {
  const own = OWN[reason];
  return own ? i18n._(own) : reason;
}
