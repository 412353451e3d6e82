import { msg, plural } from "@lingui/core/macro";
import { formatDate } from "../../lib/dates";
import type { Length } from "./search";
import type { Teller } from "./teller";

const WHOLE: Intl.DateTimeFormatOptions = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
const IN_YEAR: Intl.DateTimeFormatOptions = { day: "numeric", month: "long", timeZone: "UTC" };
const IN_MONTH: Intl.DateTimeFormatOptions = { day: "numeric", timeZone: "UTC" };

/** Returns the two ends of a period, each day inclusive; the first says only what the second does not. */
export function periodEnds(from: string, until: string, { formats }: Teller): { from: string; until: string } {
  const write = (day: string, options: Intl.DateTimeFormatOptions) =>
    formatDate(new Date(`${day}T00:00Z`), formats.tag, options);
  const sameYear = from.slice(0, 4) === until.slice(0, 4);
  // English puts the month before or after the day; only French always says it last.
  const sameMonth = from.slice(0, 7) === until.slice(0, 7) && formats.tag.startsWith("fr");
  return {
    from: write(from, sameMonth ? IN_MONTH : sameYear ? IN_YEAR : WHOLE),
    until: write(until, WHOLE),
  };
}

/** Names a period in a sentence: `from 3 June to 30 June 2026`. */
export function periodName(from: string, until: string, teller: Teller): string {
  const ends = periodEnds(from, until, teller);
  return from === until ? ends.until : teller.i18n._(msg`from ${ends.from} to ${ends.until}`);
}

/** Names the period before in a table or beside a value: `28 days before`. */
export function periodBefore(days: number, { i18n }: Teller): string {
  return i18n._(msg`${plural(days, { one: "the day before", other: "# days before" })}`);
}

/** The lengths of periods in words. */
export const LENGTH_NAMES = {
  7: msg`7 days`,
  28: msg`4 weeks`,
  91: msg`13 weeks`,
  364: msg`52 weeks`,
} as const satisfies Record<Length, unknown>;

/** Names the period of the same weekdays a year earlier. */
export const YEAR_AGO = msg`a year before`;
