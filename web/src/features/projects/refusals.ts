import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { ApiFailure, UNREACHABLE } from "../../api/failure";

const WORDS: Record<string, MessageDescriptor> = {
  invalid_title: msg`A name has 1 to 100 characters.`,
  unknown_timezone: msg`Choose a time zone of the list, for example Europe/Paris.`,
  unknown_currency: msg`A currency has three letters, for example EUR.`,
  invalid_active_days: msg`A customer stays active for 7 to 1,826 days.`,
  forbidden: msg`Only an owner of the project can change this.`,
  [UNREACHABLE]: msg`The server cannot be reached. Nothing was changed.`,
};

/** Why the server did not do what was asked. */
export interface Refused {
  /** The field of the form that is at fault. */
  field: string | undefined;
  /** The reader's words; without them, those of the server. */
  words: MessageDescriptor | undefined;
  /** The server's words, in English. */
  server: string;
}

/** Reads why a change failed. */
export function refusedBy(error: unknown): Refused {
  if (!(error instanceof ApiFailure)) {
    return { field: undefined, words: msg`Something unexpected happened in the interface.`, server: String(error) };
  }
  const words = Object.hasOwn(WORDS, error.code) ? WORDS[error.code] : undefined;
  return { field: error.field, words, server: error.hint ? `${error.message} (${error.hint})` : error.message };
}
