/** Returns `zone` when the browser knows it, else UTC. */
export function knownZone(zone: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return zone;
  } catch {
    return "UTC";
  }
}

/**
 * Writes a date with `options`, and the first of a month as French wants it: « 1er mars ».
 *
 * Returns an em dash for a time that is not one.
 */
export function formatDate(time: number | Date, tag: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) {
    return "—";
  }
  const parts = new Intl.DateTimeFormat(tag, options).formatToParts(date);
  return parts.map((part) => (isFrenchFirst(part, tag) ? "1er" : part.value)).join("");
}

function isFrenchFirst(part: Intl.DateTimeFormatPart, tag: string): boolean {
  return part.type === "day" && part.value === "1" && tag.startsWith("fr");
}

const AGES: readonly { unit: Intl.RelativeTimeFormatUnit; unit_ms: number; below_ms: number }[] = [
  { unit: "second", unit_ms: 1_000, below_ms: 60_000 },
  { unit: "minute", unit_ms: 60_000, below_ms: 3_600_000 },
  { unit: "hour", unit_ms: 3_600_000, below_ms: 24 * 3_600_000 },
  { unit: "day", unit_ms: 24 * 3_600_000, below_ms: 30 * 24 * 3_600_000 },
];

/**
 * Writes how long before `nowMs` an instant was, in whole units rounded down.
 *
 * An instant that is still ahead (clocks differ) is written as now. Returns `null` after 30 days, and for a time that
 * is not one.
 */
export function formatAgo(timeMs: number, nowMs: number, tag: string): string | null {
  const age_ms = Math.max(0, nowMs - timeMs);
  const age = AGES.find(({ below_ms }) => age_ms < below_ms);
  const words = new Intl.RelativeTimeFormat(tag, { numeric: age?.unit === "second" ? "auto" : "always" });
  // Minus zero is said as "0 seconds ago", plain zero as "now".
  return age ? words.format(0 - Math.floor(age_ms / age.unit_ms), age.unit) : null;
}

/** The parts of a local time such as `2018-08-15T11:30:33-03:00`: the clock on the wall where it happened. */
export interface WallClock {
  /** The day, `2018-08-15`. */
  day: string;
  /** The same clock read as if it were UTC, for formatting without moving it. */
  asUtc: Date;
}

/** Reads the wall clock of a local time; `null` when it is not one. */
export function wallClock(localTime: string): WallClock | null {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)/.exec(localTime);
  const day = found?.[1];
  const asUtc = new Date(`${day}T${found?.[2]}Z`);
  return day && !Number.isNaN(asUtc.getTime()) ? { day, asUtc } : null;
}

/** Writes an instant by the clock of a zone, as a local time without its offset: `2018-08-15T11:30:33`. */
export function localTime(timeMs: number, zone: string): string {
  const date = new Date(timeMs);
  if (Number.isNaN(date.getTime())) {
    return "";
  }
  // Sweden writes dates as ISO 8601 does.
  const written = new Intl.DateTimeFormat("sv-SE", {
    timeZone: knownZone(zone),
    dateStyle: "short",
    timeStyle: "medium",
  });
  return written.format(date).replace(" ", "T");
}
