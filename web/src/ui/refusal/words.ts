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

/** Says whether only the server's message names what is at fault: the file, its row, its column. */
export function isPlacedByMessage(code: string): boolean {
  return Object.hasOwn(FILE_WORDS, code);
}
