import type { Polarity, VerbatimAlarm, VerbatimFilter } from "../../api/verbatims";

/** Which lengths of a period can be chosen, in days: whole weeks, so that weekdays weigh the same. */
export const LENGTHS = [28, 91, 364] as const;
/** How many days a period has. */
export type Length = (typeof LENGTHS)[number];

/** The length of a period when nobody chose one. */
export const LENGTH: Length = 91;
/** The longest text that is looked for. */
export const WORDS_LENGTH_MAX = 200;
const ID = /^[a-z0-9_-]{1,64}$/;
/** Praise, blame, both and neither, in the order in which they are offered. */
export const POLARITIES: readonly Polarity[] = ["negative", "positive", "mixed", "neutral"];
/** What must not wait, the gravest first. */
export const ALARMS: readonly VerbatimAlarm[] = ["danger", "legal", "leaving", "urgent"];
/** What the address says of texts that are about nothing known. */
export const WITHOUT_THEME = "none";

/** What the address of the page holds. */
export interface VerbatimSearch {
  days?: Length | undefined;
  /** The id of a theme. */
  theme?: string | undefined;
  polarity?: Polarity | undefined;
  alarm?: VerbatimAlarm | undefined;
  /** The id of a step of the journey. */
  step?: string | undefined;
  search?: string | undefined;
}

/** Reads it from the address; what cannot be understood is left out. */
export function parseVerbatimSearch(raw: Record<string, unknown>): VerbatimSearch {
  const words = typeof raw.search === "string" ? raw.search.trim().slice(0, WORDS_LENGTH_MAX) : "";
  return {
    days: LENGTHS.find((days) => days === Number(raw.days)),
    theme: typeof raw.theme === "string" && ID.test(raw.theme) ? raw.theme : undefined,
    polarity: POLARITIES.find((polarity) => polarity === raw.polarity),
    alarm: ALARMS.find((alarm) => alarm === raw.alarm),
    step: typeof raw.step === "string" && ID.test(raw.step) ? raw.step : undefined,
    search: words || undefined,
  };
}

/** What is asked of the server for an address. */
export function filterOf({ days = LENGTH, ...rest }: VerbatimSearch): VerbatimFilter {
  return { days, ...rest };
}
