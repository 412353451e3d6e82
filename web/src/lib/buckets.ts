import { formatDate, wallClock } from "./dates";

const LONG: Record<string, Intl.DateTimeFormatOptions> = {
  hour: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  month: { month: "long", year: "numeric" },
  year: { year: "numeric" },
};
const SHORT: Record<string, Intl.DateTimeFormatOptions> = {
  hour: { day: "numeric", month: "short", hour: "2-digit" },
  month: { month: "short", year: "2-digit" },
  year: { year: "numeric" },
};
const DAY: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", year: "numeric" };
const DAY_SHORT: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };

/**
 * Writes the start of a stretch of time, a local day (`2026-08-24`) or hour, as a `step` of that length is called.
 *
 * A week is called by its Monday. What is no day is returned as it is.
 */
export function formatBucket(label: string, step: string, tag: string, length: "long" | "short"): string {
  const moment = wallClock(label.includes("T") ? label : `${label}T00:00`)?.asUtc;
  if (!moment) {
    return label;
  }
  if (step === "quarter") {
    const quarter = Math.floor(moment.getUTCMonth() / 3) + 1;
    return `${tag.startsWith("fr") ? "T" : "Q"}${quarter} ${moment.getUTCFullYear()}`;
  }
  const options = length === "long" ? (LONG[step] ?? DAY) : (SHORT[step] ?? DAY_SHORT);
  return formatDate(moment, tag, { ...options, timeZone: "UTC" });
}

const UNITS: readonly { unit: string; seconds: number }[] = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1 },
];

/** Writes a length of time in its largest unit of which there is at least one: `3.5 h`. */
export function formatSpan(seconds: number, tag: string): string {
  const { unit, seconds: unit_s } = UNITS.find((each) => seconds >= each.seconds) ?? { unit: "second", seconds: 1 };
  const value = seconds / unit_s;
  const options = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: value < 10 ? 1 : 0 } as const;
  return new Intl.NumberFormat(tag, options).format(value);
}
