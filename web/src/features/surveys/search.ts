/** Which lengths of a period can be chosen, in days: whole weeks, so that weekdays weigh the same. */
export const LENGTHS = [28, 91, 364] as const;
/** How many days a period has. */
export type Length = (typeof LENGTHS)[number];

/** The length of a period when nobody chose one. */
export const LENGTH: Length = 364;
const WORDS_LENGTH_MAX = 200;

/** What the address of a survey's page holds. */
export interface SurveySearch {
  /** How many days are looked at. */
  days?: Length | undefined;
  /** Which words are looked for in what was written. */
  search?: string | undefined;
  /** Whether responses without a comment are shown too. */
  all?: true | undefined;
}

/** Reads it from the address; what cannot be understood is left out. */
export function parseSurveySearch(raw: Record<string, unknown>): SurveySearch {
  const words = typeof raw.search === "string" ? raw.search.trim().slice(0, WORDS_LENGTH_MAX) : "";
  return {
    days: LENGTHS.find((days) => days === Number(raw.days)),
    search: words || undefined,
    all: raw.all === true || raw.all === "true" || undefined,
  };
}
