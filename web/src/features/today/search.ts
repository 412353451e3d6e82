/** The lengths of periods that one can choose, in days. */
export const LENGTHS = [7, 28, 91, 364] as const;

/** A length of a period in days. */
export type Length = (typeof LENGTHS)[number];

/** What the address of the start page holds; what is as at first is left out. */
export interface TodaySearch {
  /** The length of the period; without it, the server chooses one with enough orders. */
  days?: Length | undefined;
  /** The last day of the period; without it, yesterday. */
  until?: string | undefined;
  /** The figure whose history is open. */
  history?: string | undefined;
}

/** Reads the state of the start page from its address; what cannot be understood is as at first. */
export function parseTodaySearch(raw: Record<string, unknown>): TodaySearch {
  const { days, until, history } = raw;
  return {
    days: LENGTHS.find((each) => String(each) === String(days)),
    until: typeof until === "string" && isDay(until) ? until : undefined,
    history: typeof history === "string" && /^[a-z_]{1,40}$/.test(history) ? history : undefined,
  };
}

/** Says whether a text is a calendar day such as `2026-06-30`. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Returns what the server is asked for. */
export function choiceOf({ days, until }: TodaySearch) {
  return { days, until };
}
