import type { MessageDescriptor } from "@lingui/core";
import { FILE_WORDS, IMPORT_WORDS } from "./words-files";
import { QUESTION_WORDS } from "./words-questions";
import { REQUEST_WORDS, SETTING_WORDS } from "./words-settings";

const WORDS: Readonly<Record<string, MessageDescriptor>> = {
  ...REQUEST_WORDS,
  ...SETTING_WORDS,
  ...QUESTION_WORDS,
  ...IMPORT_WORDS,
  ...FILE_WORDS,
};

/** Returns the words for a cause, best those for the field at fault; `undefined` for a cause that is not known. */
export function wordsOf(code: string, field: string | null | undefined): MessageDescriptor | undefined {
  const names = [`${code} ${field}`, code];
  const known = names.find((name) => Object.hasOwn(WORDS, name));
  return known === undefined ? undefined : WORDS[known];
}

/** The causes of which only the server's message says what was found, what was expected, or how much is too much. */
const TOLD_BY_MESSAGE: ReadonlySet<string> = new Set([
  ...Object.keys(FILE_WORDS),
  "invalid_formula",
  "invalid_name",
  "invalid_pattern",
  "invalid_target",
  "mixed_currencies",
  "not_available",
  "not_combined",
  "out_of_bounds",
  "too_many_buckets",
  "too_many_cells",
  "too_many_fields",
  "too_many_rows",
  "too_many_values",
  "wrong_type",
]);

/** Says whether only the server's message names what is at fault: the file, its row, the value. */
export function isToldByMessage(code: string): boolean {
  return TOLD_BY_MESSAGE.has(code);
}
