import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { ApiFailure, isFailure, UNREACHABLE } from "../../api/failure";

const WORDS: Record<string, MessageDescriptor> = {
  name_taken: msg`Another source has this name: choose another one.`,
  invalid_name: msg`A name has 1 to 80 characters.`,
  unknown_channel: msg`Choose a channel.`,
  too_many_sources: msg`The project has as many sources as it may: rename one that is no longer used.`,
  too_many_secret_keys: msg`This source has as many secret keys as it may: revoke one first.`,
  unknown_source: msg`This source does not exist any more.`,
  unknown_secret_key: msg`This key was revoked already.`,
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
  if (isFailure(error, 403)) {
    return { field: undefined, words: msg`Only an owner of the project can change this.`, server: error.message };
  }
  if (!(error instanceof ApiFailure)) {
    return { field: undefined, words: msg`Something unexpected happened in the interface.`, server: String(error) };
  }
  const words = Object.hasOwn(WORDS, error.code) ? WORDS[error.code] : undefined;
  const server = error.hint ? `${error.message} (${error.hint})` : error.message;
  return { field: error.field, words, server };
}
