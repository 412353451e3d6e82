import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { ApiFailure } from "../../api/failure";

/** The refusals that people meet, in their words; the others are told in the server's. */
const WORDS: Record<string, MessageDescriptor> = {
  unknown_event: msg`No event has this name.`,
  too_many_buckets: msg`That would be too many points: choose a shorter period, or a longer step.`,
  too_many_cells: msg`That would be too many numbers: choose a shorter period, a longer step or fewer groups.`,
  too_many_groups: msg`This property has too many different values to break down by.`,
  too_many_paths: msg`There are too many different paths: choose fewer steps or a shorter period.`,
  too_many_values: msg`There are too many different values: choose a shorter period.`,
  mixed_currencies: msg`These amounts are in several currencies: keep one with a condition on the currency.`,
  invalid_range: msg`The end comes before the start.`,
  invalid_formula: msg`This formula cannot be read: write for example A / B.`,
  name_taken: msg`Another saved analysis has this name: choose another one.`,
  invalid_name: msg`A name has 1 to 120 characters.`,
  too_many_saved_questions: msg`The project has as many saved analyses as it may: delete one first.`,
  unknown_saved_question: msg`This saved analysis does not exist any more.`,
  busy: msg`Many questions are being answered at the moment: try again in a few seconds.`,
  too_large: msg`This question is too long.`,
};

/** Why a question was not answered, or something was not saved. */
export interface Refused {
  /** The field that is at fault, as the server names it. */
  field: string | undefined;
  /** The reader's words; without them, those of the server. */
  words: MessageDescriptor | undefined;
  /** The server's words, in English. */
  server: string;
}

/** Reads a refusal; nothing when the failure is another one, which the page shows as such. */
export function refusedBy(error: unknown): Refused | undefined {
  if (!(error instanceof ApiFailure) || error.status < 400 || error.status === 401 || error.status === 403) {
    return undefined;
  }
  const words = Object.hasOwn(WORDS, error.code) ? WORDS[error.code] : undefined;
  if (!words && error.status >= 500) {
    return undefined;
  }
  const server = error.hint ? `${error.message} (${error.hint})` : error.message;
  return { field: error.field, words, server };
}
