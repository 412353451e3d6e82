import { useLingui } from "@lingui/react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { sessionQuery } from "../api/session";
import { formatBucket, formatSpan } from "./buckets";
import { formatAgo, formatDate, knownZone, wallClock } from "./dates";
import { formatTag } from "./language";
import { formatMoney, type Money } from "./money";

/** How numbers, amounts and times are written for one reader in one project. */
export interface Formats {
  /** Writes a whole or decimal number. */
  number(value: number): string;
  /** Writes a number with at most `digits` after the point. */
  decimal(value: number, digits: number): string;
  /** Writes a ratio as per cent, with one digit after the point: `12.4 %`. */
  percent(ratio: number): string;
  /** Writes a length of time in its largest unit that is not less than one: `3.5 h`. */
  span(seconds: number): string;
  /** Writes the start of a stretch of time such as a week or a month, given as a local day or hour. */
  bucket(label: string, step: string): string;
  /** Writes the same as short as the foot of a chart wants it. */
  bucketShort(label: string, step: string): string;
  /** Writes a length of time, rounded to a whole unit: `3 min`. */
  duration(value: number, unit: "minute" | "second"): string;
  /** Writes an amount with its currency. */
  money(money: Money): string;
  /** Writes an estimated amount in the currency of the project, without decimals that nobody knows. */
  estimate(value: number): string;
  /** Writes the day of an instant in the zone of the project: `22 nov. 2026`. */
  date(timeMs: number): string;
  /** Writes day and hour of an instant in the zone of the project. */
  dateTime(timeMs: number): string;
  /** Writes the hour of an instant to the second, in the zone of the project: `14:30:05`. */
  second(timeMs: number): string;
  /** Writes day and hour of an instant to the second. */
  dateTimeSecond(timeMs: number): string;
  /** Writes how long before `nowMs` an instant was: `3 minutes ago`; its day when that is long. */
  ago(timeMs: number, nowMs: number): string;
  /** Writes the size of a file in its largest unit: `3.2 MB`. */
  bytes(n_bytes: number): string;
  /** Writes the hour of a local time, by the clock where it happened: `14:30`. */
  clock(localTime: string): string;
  /** Writes a local day as a heading, with its weekday: `mercredi 15 août 2018`. */
  dayHeading(day: string): string;
  /** Writes a calendar day that has no zone: `22 nov. 2026`. */
  plainDay(day: string): string;
  /** Names a country from its two-letter code; anything else is returned as it is. */
  country(code: string): string;
  /** The currency of the project, where amounts have none of their own. */
  currency: string | null;
  /** The language tag that all of this is written in. */
  tag: string;
}

const DAY: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric" };
const CLOCK: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };
const SECOND: Intl.DateTimeFormatOptions = { ...CLOCK, second: "2-digit" };
const HEADING: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long", year: "numeric" };

/** Makes the formats for a language tag, a time zone and the currency of the project. */
export function makeFormats(tag: string, zone: string, currency: string | null): Formats {
  const timeZone = knownZone(zone);
  const numbers = new Intl.NumberFormat(tag);
  return {
    number: (value) => numbers.format(value),
    duration: (value, unit) =>
      new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 0 }).format(value),
    money: (money) => formatMoney(money, tag, currency),
    estimate: (value) => formatEstimate(value, tag, currency),
    date: (timeMs) => formatDate(timeMs, tag, { ...DAY, timeZone }),
    dateTime: (timeMs) => formatDate(timeMs, tag, { ...DAY, ...CLOCK, timeZone }),
    second: (timeMs) => formatDate(timeMs, tag, { ...SECOND, timeZone }),
    dateTimeSecond: (timeMs) => formatDate(timeMs, tag, { ...DAY, ...SECOND, timeZone }),
    ago: (timeMs, nowMs) => formatAgo(timeMs, nowMs, tag) ?? formatDate(timeMs, tag, { ...DAY, timeZone }),
    bytes: (n_bytes) => formatBytes(n_bytes, tag),
    clock: (localTime) => {
      const clock = wallClock(localTime);
      return clock ? formatDate(clock.asUtc, tag, { ...CLOCK, timeZone: "UTC" }) : localTime;
    },
    dayHeading: (day) => formatDate(new Date(`${day}T00:00Z`), tag, { ...HEADING, timeZone: "UTC" }),
    plainDay: (day) => formatDate(new Date(`${day}T00:00Z`), tag, { ...DAY, timeZone: "UTC" }),
    country: (code) => countryName(code, tag),
    decimal: (value, digits) => new Intl.NumberFormat(tag, { maximumFractionDigits: digits }).format(value),
    percent: (ratio) => new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 1 }).format(ratio),
    span: (seconds) => formatSpan(seconds, tag),
    bucket: (label, step) => formatBucket(label, step, tag, "long"),
    bucketShort: (label, step) => formatBucket(label, step, tag, "short"),
    currency,
    tag,
  };
}

function formatEstimate(value: number, tag: string, currency: string | null): string {
  const whole = { maximumFractionDigits: 0 };
  const options: Intl.NumberFormatOptions = currency
    ? { ...whole, style: "currency", currency, currencyDisplay: "narrowSymbol" }
    : whole;
  return new Intl.NumberFormat(tag, options).format(value);
}

const SIZES = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

function formatBytes(n_bytes: number, tag: string): string {
  const size = Math.min(SIZES.length - 1, Math.floor(Math.log10(Math.max(1, n_bytes)) / 3));
  const unit = SIZES[size] ?? "byte";
  // Bytes are whole, and below ten of a unit one digit more tells sizes apart.
  const digits = size > 0 && n_bytes / 1000 ** size < 10 ? 1 : 0;
  const format = new Intl.NumberFormat(tag, { style: "unit", unit, maximumFractionDigits: digits });
  return format.format(n_bytes / 1000 ** size);
}

function countryName(code: string, tag: string): string {
  try {
    const names = new Intl.DisplayNames(tag, { type: "region" });
    return /^[A-Za-z]{2}$/.test(code) ? (names.of(code.toUpperCase()) ?? code) : code;
  } catch {
    return code;
  }
}

/** Returns the formats of the present reader; they change with the language. */
export function useFormats(): Formats {
  const { i18n } = useLingui();
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  const zone = session?.project.timezone ?? "UTC";
  const currency = session?.project.currency ?? null;
  return useMemo(
    () => makeFormats(formatTag(i18n.locale, navigator.languages), zone, currency),
    [i18n.locale, zone, currency],
  );
}
