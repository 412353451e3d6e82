import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Grouped } from "../../../api/answers";
import { eventLabel } from "../../../lib/events/tell";
import type { Formats } from "../../../lib/formats";
import { oneLine } from "../../../lib/text";
import type { Interval, Selector } from "../model/question";
import { dayRange } from "./day-range";
import { INTERVAL_NAMES } from "./words";

/** In whose words an answer is told. */
export interface Teller {
  i18n: I18n;
  formats: Formats;
}

const NAME_LENGTH_MAX = 80;

/** Names the events of a selector: `Order placed`. */
export function selectorName({ event, events }: Selector, { i18n }: Teller): string {
  const names = event === undefined ? (events ?? []) : [event];
  const labels = names.map((name) => eventLabel(name, i18n));
  return labels.length > 0
    ? new Intl.ListFormat(i18n.locale, { type: "disjunction" }).format(labels)
    : i18n._(msg`any event`);
}

/** Names a group by its values: `web · FR`; the whole has no name. */
export function groupName({ group, other }: Grouped, { i18n }: Teller): string {
  if (other) {
    return i18n._(msg`All others`);
  }
  return Object.values(group)
    .map((value) => (value === null || value === "" ? i18n._(msg`(none)`) : oneLine(String(value), NAME_LENGTH_MAX)))
    .join(" · ");
}

/** Says what a group was broken down by, as a head of a column. */
export function groupHead(groups: readonly Grouped[]): string | undefined {
  const names = Object.keys(groups.find(({ group }) => Object.keys(group).length > 0)?.group ?? {});
  return names.length > 0
    ? names.map((name) => oneLine(name.replace(/^trait:/, ""), NAME_LENGTH_MAX)).join(" · ")
    : undefined;
}

/** Identifies a group in an address, whatever the language. */
export function groupId({ group, other }: Grouped): string {
  return other ? "*" : Object.values(group).map(String).join("+");
}

/** Returns the last stretch of time that is whole, and the whole one before it. */
export function lastWhole(partial: readonly boolean[]): { last: number | undefined; before: number | undefined } {
  const last = partial.lastIndexOf(false);
  const whole = (index: number) => (index >= 0 && partial[index] === false ? index : undefined);
  return { last: whole(last), before: whole(last - 1) };
}

/** Names a stretch of time where it stands alone. */
export function bucketTitle(label: string, interval: Interval, { i18n, formats }: Teller): string {
  if (typeof interval === "object") {
    return dayRange(label, interval.every, formats.tag, "long") ?? formats.bucket(label, "hour");
  }
  return interval === "all" ? i18n._(INTERVAL_NAMES.all) : formats.bucket(label, interval);
}

/** Names a stretch of time in a sentence. */
export function bucketName(label: string, interval: Interval, teller: Teller): string {
  const { i18n } = teller;
  const name = bucketTitle(label, interval, teller);
  if (interval === "all") {
    return i18n._(msg`the whole period`);
  }
  return interval === "week"
    ? i18n._(msg`the week of ${name}`)
    : typeof interval === "object"
      ? i18n._(msg`the period ${name}`)
      : name;
}

/** Names a stretch of time where a sentence begins with it. */
export function bucketHead(label: string, interval: Interval, teller: Teller): string {
  const name =
    typeof interval === "object" ? bucketTitle(label, interval, teller) : bucketName(label, interval, teller);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Names a stretch of time as short as the foot of a chart wants it. */
export function bucketFoot(label: string, interval: Interval, teller: Teller): string {
  const { formats } = teller;
  if (typeof interval === "object") {
    return dayRange(label, interval.every, formats.tag, "short") ?? formats.bucketShort(label, "hour");
  }
  return interval === "all" ? bucketTitle(label, interval, teller) : formats.bucketShort(label, interval);
}

/** Lengths that people count in weeks, though they are written in days. */
const IN_WEEKS: readonly string[] = ["28d", "91d", "364d"];

/** Says how time is cut: `Month`, `4 weeks`. */
export function intervalName(interval: Interval, teller: Teller): string {
  if (typeof interval === "string") {
    return teller.i18n._(INTERVAL_NAMES[interval]);
  }
  const { every } = interval;
  return spanName(IN_WEEKS.includes(every) ? `${Number.parseInt(every, 10) / 7}w` : every, teller);
}

const SPAN_UNITS: Record<string, string> = { s: "second", m: "minute", h: "hour", d: "day", w: "week" };

/** Writes a duration such as `7d` in words: `7 days`. */
export function spanName(span: string, { formats }: Teller): string {
  const write = (unit: string, value: number) =>
    new Intl.NumberFormat(formats.tag, { style: "unit", unit, unitDisplay: "long" }).format(value);
  return write(SPAN_UNITS[span.at(-1) ?? ""] ?? "day", Number.parseInt(span, 10));
}

/** Writes how much `now` differs from `before`, in per cent: `+12 %`. */
export function changeOf(now: number, before: number, { formats }: Teller): string | undefined {
  if (before === 0) {
    return undefined;
  }
  const percent = { style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" } as const;
  return new Intl.NumberFormat(formats.tag, percent).format((now - before) / Math.abs(before));
}
