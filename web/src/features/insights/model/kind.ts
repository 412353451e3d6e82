/** The kinds of questions, in the order in which they are offered. */
export const KINDS = [
  "trend",
  "funnel",
  "retention",
  "paths",
  "score",
  "rate",
  "sessions",
  "histogram",
  "audience",
] as const;

/** A kind of question. */
export type Kind = (typeof KINDS)[number];

/** Reads the kind of an address. */
export function parseKind(text: string): Kind | undefined {
  return KINDS.find((kind) => kind === text);
}
