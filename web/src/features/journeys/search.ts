/** Which lengths of a period can be chosen, in days: whole weeks, so that weekdays weigh the same. */
export const LENGTHS = [28, 91, 364] as const;
/** How many days a period has. */
export type Length = (typeof LENGTHS)[number];

/** The length of a period when nobody chose one. */
export const LENGTH: Length = 91;

/** What the address of the map holds. */
export interface JourneySearch {
  /** How many days are looked at. */
  days?: Length | undefined;
}

/** Reads it from the address; what cannot be understood is left out. */
export function parseJourneySearch(raw: Record<string, unknown>): JourneySearch {
  return { days: LENGTHS.find((days) => days === Number(raw.days)) };
}
