import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** A way of writing dates that can be chosen. */
export interface TimeFormatChoice {
  /** Patterns that are tried in turn: with seconds, with minutes, and the day alone. */
  formats: readonly string[];
  /** The order of its parts, in words. */
  order: MessageDescriptor;
}

/** Days and times as ISO 8601 writes them, with or without hour and zone. */
const ISO = "iso";

const YEAR_FIRST = msg`year first`;
const DAY_FIRST = msg`day first`;
const MONTH_FIRST = msg`month first, as in the United States`;

/** The ways of writing dates that are offered; what is not among them can be said in a template of one's own. */
export const TIME_FORMAT_CHOICES: readonly TimeFormatChoice[] = [
  { formats: [ISO], order: YEAR_FIRST },
  { formats: withHours("%d/%m/%Y"), order: DAY_FIRST },
  { formats: withHours("%d.%m.%Y"), order: DAY_FIRST },
  { formats: withHours("%d-%m-%Y"), order: DAY_FIRST },
  { formats: withHours("%d/%m/%y"), order: DAY_FIRST },
  { formats: withHours("%m/%d/%Y"), order: MONTH_FIRST },
  { formats: [...withHours("%m/%d/%Y", "%I:%M:%S %p", "%I:%M %p")], order: MONTH_FIRST },
  { formats: withHours("%m/%d/%y"), order: MONTH_FIRST },
  { formats: withHours("%Y/%m/%d"), order: YEAR_FIRST },
  { formats: ["%s"], order: msg`seconds since 1970` },
];

function withHours(day: string, ...hours: string[]): readonly string[] {
  const clocks = hours.length > 0 ? hours : ["%H:%M:%S", "%H:%M"];
  return [...clocks.map((clock) => `${day} ${clock}`), day];
}

/** The last day of a year, at half past two: no part of it can be taken for another one. */
const EXAMPLE: Readonly<Record<string, string>> = {
  Y: "2025",
  y: "25",
  m: "12",
  d: "31",
  e: "31",
  H: "14",
  I: "02",
  M: "30",
  S: "05",
  p: "PM",
  b: "Dec",
  B: "December",
  z: "+0100",
  s: "1767187805",
  f: "000",
  F: "2025-12-31",
  T: "14:30:05",
  "%": "%",
};

/** Writes the 31st of December 2025 in a pattern, as people read it. */
export function exampleOf(format: string): string {
  const pattern = format === ISO ? "%F" : format;
  return pattern.replace(/%[.:-]?([A-Za-z%])/g, (part, letter: string) => EXAMPLE[letter] ?? part);
}

/** Writes the example of a list of patterns: the last one is the plainest. */
export function exampleOfAll(formats: readonly string[]): string {
  return exampleOf(formats.at(-1) ?? "");
}

/** The value by which a list of patterns is told from another one in a form. */
export function timeFormatsKey(formats: readonly string[] | undefined): string {
  return (formats ?? []).join("\n");
}
