import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { ApiFailure, UNREACHABLE } from "../../api/failure";

const WORDS: Record<string, MessageDescriptor> = {
  member_exists: msg`The project has a member with this address already.`,
  invalid_email: msg`This is not an e-mail address.`,
  invalid_name: msg`A name has 1 to 100 characters.`,
  invalid_scope: msg`Name at least one store, region or brand, each with at most 200 characters.`,
  owner_has_no_scope: msg`An owner always sees the whole project: choose the whole project, or another role.`,
  last_owner: msg`A project keeps at least one owner: make somebody else an owner first.`,
  member_elsewhere: msg`This person is a member of another project too: only they change their name and their password.`,
  too_many_members: msg`The project has as many members as it may: remove one first.`,
  unknown_member: msg`This person is no member of the project any more.`,
  wrong_password: msg`This is not your present password.`,
  invalid_password: msg`A password has 12 to 128 characters, for example four words.`,
  too_many_attempts: msg`Too many attempts. Try again in a quarter of an hour.`,
  forbidden: msg`Only an owner of the project can change this.`,
  [UNREACHABLE]: msg`The server cannot be reached. Nothing was changed.`,
};

/** Why the server did not do what was asked. */
export interface Refused {
  /** The field of the form that is at fault: the first part of its name. */
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
  const server = error.hint ? `${error.message} (${error.hint})` : error.message;
  return { field: error.field?.split(".")[0], words, server };
}
