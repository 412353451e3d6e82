import { SENDERS, type Sender } from "../../lib/send-code";

const ID_LENGTH_MAX = 100;

/** The state of the sources that their address holds; what is as at first is left out. */
export interface SourcesSearch {
  /** The id of the source of which it is shown how to send. */
  send?: string | undefined;
  /** In which way; the first one unless chosen. */
  with?: Sender | undefined;
}

/** Reads the state of the sources from their address; what cannot be understood is as at first. */
export function parseSourcesSearch(raw: Record<string, unknown>): SourcesSearch {
  const send = typeof raw.send === "string" ? raw.send.trim().slice(0, ID_LENGTH_MAX) : "";
  const sender = SENDERS.find((each) => each === raw.with);
  return { send: send || undefined, with: sender === SENDERS[0] ? undefined : sender };
}
