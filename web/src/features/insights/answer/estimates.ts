import { msg, plural } from "@lingui/core/macro";
import type { RateAnswer, ScoreAnswer, SessionsAnswer } from "../../../api/answers";
import { type ChartModel, SERIES_SHOWN_MAX } from "../../../charts/model";
import type { Interval } from "../model/question";
import { figuresOf } from "./figures";
import {
  type Column,
  type ColumnKind,
  HIDDEN_BASE,
  type Row,
  type Sheet,
  SMALL_BASE,
  type Told,
  type Who,
  writeNumber,
} from "./sheet";
import {
  bucketFoot,
  bucketHead,
  bucketName,
  bucketTitle,
  groupHead,
  groupId,
  groupName,
  lastWhole,
  type Teller,
} from "./teller";
import { chartWords } from "./words";

/** A value with its interval and its base, whatever it measures. */
export interface Point {
  value: number | null;
  low: number | null;
  high: number | null;
  base: number | null;
  /** The other figures of the row. */
  more: (number | string | null)[];
}

/** What is told of a measure by stretch of time and group. */
export interface Estimates {
  answer: ScoreAnswer | RateAnswer | SessionsAnswer;
  interval: Interval;
  name: string;
  kind: ColumnKind;
  base_name: string;
  /** The heads of the other figures. */
  more: Column[];
  pointsOf: (group: number) => Point[];
  /** Says who is behind a value. */
  request: (bucket: string) => Record<string, unknown>;
  /** Says who is behind the first of the other figures, where they are people too. */
  requestMore?: (bucket: string) => Record<string, unknown>;
  /** The base counts people, so that there are as many behind it. */
  baseIsPeople: boolean;
  free?: boolean;
  /** Small bases are marked and the smallest hidden: it is a sample. */
  sample: boolean;
}

/** Tells a measure with its range, by stretch of time and group. */
export function tellEstimates(told: Estimates, finding: string, notes: string[], teller: Teller): Told {
  const { answer, interval } = told;
  const { i18n } = teller;
  const groups = answer.groups.map((group, index) => ({
    group,
    points: told.pointsOf(index).map((point) => hide(point, told)),
  }));
  const head = groupHead(answer.groups);
  const shown = groups.slice(0, SERIES_SHOWN_MAX);
  const whoOf = (group: number, index: number) => behind(told, group, index, teller);
  const ranged = groups.some(({ points }) => points.some(({ low }) => low !== null));
  const rows = answer.buckets.flatMap((label, index) =>
    groups.map(({ group, points }, at): Row => {
      const point = points[index];
      const who = whoOf(at, index);
      return {
        id: `${label}/${groupId(group)}`,
        partial: answer.partial[index] ?? false,
        small: told.sample && isSmall(point),
        cells: [
          { value: label, text: bucketTitle(label, interval, teller) },
          ...(head ? [{ value: groupName(group, teller) }] : []),
          { value: point?.value ?? null },
          ...(ranged ? [{ value: point?.low ?? null }, { value: point?.high ?? null }] : []),
          { value: point?.base ?? null, who },
          ...(point?.more ?? []).map((value, place) => ({
            value,
            ...(place === 0 ? { who: behindMore(told, at, index, teller) } : {}),
          })),
        ],
      };
    }),
  );
  const sheet: Sheet = {
    columns: [
      { name: i18n._(msg`Period`), kind: "day" },
      ...(head ? [{ name: head, kind: "text" as const }] : []),
      { name: told.name, kind: told.kind },
      ...(ranged
        ? [
            { name: i18n._(msg`Range, from`), kind: told.kind },
            { name: i18n._(msg`Range, to`), kind: told.kind },
          ]
        : []),
      { name: told.base_name, kind: "count" },
      ...told.more,
    ],
    rows,
  };
  return {
    finding,
    notes,
    empty: groups.every(({ points }) => points.every(({ base }) => !base)),
    sheet,
    // A single stretch of time has nothing to be drawn along.
    ...(told.sample && answer.buckets.length === 1
      ? { figures: figuresOf(sheet, { ranged, grouped: head !== undefined, free: told.free ?? false }, teller) }
      : { chart: chartOf(told, shown, teller) }),
    behind: whoOf,
  };
}

function chartOf(
  told: Estimates,
  shown: {
    group: ScoreAnswer["groups"][number] | RateAnswer["groups"][number] | SessionsAnswer["groups"][number];
    points: Point[];
  }[],
  teller: Teller,
): ChartModel {
  const { answer, interval } = told;
  const write = (value: number) => writeNumber(value, told.kind, teller);
  return {
    kind: answer.buckets.length === 1 || (told.kind === "count" && shown.length === 1) ? "bars" : "lines",
    labels: answer.buckets.map((label) => bucketFoot(label, interval, teller)),
    titles: answer.buckets.map((label) => bucketHead(label, interval, teller)),
    partial: answer.partial,
    series: shown.map(({ group, points }) => ({
      name: groupName(group, teller) || told.name,
      values: points.map(({ value }) => value),
      ...(points.some(({ low }) => low !== null)
        ? { low: points.map(({ low }) => low), high: points.map(({ high }) => high) }
        : {}),
      ...(told.sample ? { small: points.map(isSmall) } : {}),
      axis: 0,
    })),
    write: [write, write],
    free: told.free ?? false,
    words: chartWords(teller),
  };
}

/** What rests on a handful of answers is not shown, so that nobody reads anything into it. */
function hide(point: Point, { sample }: Estimates): Point {
  return sample && point.base !== null && point.base < HIDDEN_BASE
    ? { ...point, value: null, low: null, high: null, more: point.more.map(() => null) }
    : point;
}

function isSmall(point: Point | undefined): boolean {
  return point !== undefined && point.base !== null && point.base > 0 && point.base < SMALL_BASE;
}

function behind(told: Estimates, group: number, index: number, teller: Teller): Who | undefined {
  const { answer, interval } = told;
  const found = answer.groups[group];
  const label = answer.buckets[index];
  const base = told.pointsOf(group)[index]?.base;
  if (!found?.drill || !label || base === 0) {
    return undefined;
  }
  const name = groupName(found, teller);
  const period = bucketName(label, interval, teller);
  return {
    id: `${label}/${groupId(found)}`,
    label: [told.name, name, period].filter(Boolean).join(", "),
    n_people: told.baseIsPeople && base !== null ? base : undefined,
    request: { drill: found.drill, at: told.request(label) },
  };
}

/** Who is behind the first of the other figures: those of the base of whom it is true. */
function behindMore(told: Estimates, group: number, index: number, teller: Teller): Who | undefined {
  const who = behind(told, group, index, teller);
  const label = told.answer.buckets[index];
  const n = told.pointsOf(group)[index]?.more[0];
  if (!who || !label || !told.requestMore || !n) {
    return undefined;
  }
  return {
    id: `${who.id}/${told.more[0]?.name}`,
    label: `${who.label} (${told.more[0]?.name})`,
    n_people: told.baseIsPeople ? Number(n) : undefined,
    request: { ...who.request, at: told.requestMore(label) },
  };
}

/** A value of which a finding speaks. */
export interface Found {
  point: Point;
  /** Its stretch of time and its group, with which the sentence begins. */
  head: string;
  before: Point | undefined;
}

/** Returns the last value that is whole, of the first group; it is what a finding says. */
export function lastPoint(told: Estimates, teller: Teller): Found | undefined {
  const points = told.pointsOf(0);
  const { last, before } = lastWhole(told.answer.partial);
  const at = last ?? points.length - 1;
  const point = points[at];
  const bucket = told.answer.buckets[at];
  const [group] = told.answer.groups;
  if (!point || !group || bucket === undefined) {
    return undefined;
  }
  const head = [bucketHead(bucket, told.interval, teller), groupName(group, teller)].filter(Boolean).join(" · ");
  return { point, head, before: before === undefined ? undefined : points[before] };
}

/** Warns of a small base, in the words that every page uses. */
export function smallBaseNote(n: number, { i18n }: Teller): string[] {
  return n < SMALL_BASE
    ? [i18n._(msg`Small sample (${plural(n, { one: "# answer", other: "# answers" })}): read with care.`)]
    : [];
}
