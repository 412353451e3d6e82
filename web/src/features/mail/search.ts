import type { MessageState } from "../../api/mail";

/** All states, in the order of a message's life. */
export const STATES: readonly MessageState[] = ["planned", "claimed", "sent", "failed", "unknown"];

/** What the address of the page holds. */
export interface MailSearch {
  /** Only messages of this state. */
  state?: MessageState | undefined;
}

/** Reads it from the address; what cannot be understood is left out. */
export function parseMailSearch(raw: Record<string, unknown>): MailSearch {
  return { state: STATES.find((state) => state === raw.state) };
}
