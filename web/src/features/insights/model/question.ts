// A question as the server takes it: what is edited, what the address holds and what is sent are one and the same.
// What a question leaves out is absent here too, and means what the server takes for it.

import type { Kind } from "./kind";

/** How a value is compared. */
export const OPERATORS = [
  "=",
  "!=",
  ">",
  ">=",
  "<",
  "<=",
  "in",
  "not_in",
  "contains",
  "starts_with",
  "matches",
  "set",
  "not_set",
] as const;
export type Operator = (typeof OPERATORS)[number];

/** A value that something is compared with. */
export type Scalar = string | number | boolean;

/** A comparison; `set` and `not_set` have no value, `in` and `not_in` a list. */
export interface Test {
  op: Operator;
  value?: Scalar | Scalar[];
  /** Case and accents do not count. */
  fold?: boolean;
}

/** A condition on an event. */
export type PropertyTest = Test & { property: string };

/** A condition on an attribute of a person. */
export type TraitTest = Test & { trait: string };

/** How often a person did something, over the whole history or the time before the end of the period; at least once. */
export interface DidTest {
  did: Selector;
  count?: { op: Operator; value: number };
  within?: string;
  range?: Range;
}

/** Statistics of what a person did. */
export const PERSON_STATISTICS = ["sum", "avg", "min", "max", "distinct"] as const;
export type PersonStatistic = (typeof PERSON_STATISTICS)[number];

/** A statistic of what a person did, compared with a number. */
export type MeasuredTest = { [name in PersonStatistic]?: { property: string } } & {
  of: Selector;
  op: Operator;
  value: number;
  within?: string;
  range?: Range;
};

/** A condition on a person. */
export type PersonTest = TraitTest | DidTest | MeasuredTest;

/** One condition, or conditions that must all hold, of which one must, or that must not hold; they may nest. */
export type Conditions<Leaf> =
  | Leaf
  | { all: Conditions<Leaf>[] }
  | { any: Conditions<Leaf>[] }
  | { not: Conditions<Leaf> };

/** Which events: those of one name, of several, or all. */
export interface Selector {
  event?: string;
  events?: string[];
  any_event?: boolean;
  where?: Conditions<PropertyTest>;
}

/** The period: counted back from the newest events, or between two days or instants (the second one excluded). */
export type Range = { last: string } | { from: string; to: string };

/** The steps of the calendar. */
export const CALENDAR_STEPS = ["hour", "day", "week", "month", "quarter", "year", "all"] as const;
export type CalendarStep = (typeof CALENDAR_STEPS)[number];

/** Steps of equal length from the start of the range, or so many local days at a time from its first day. */
export interface EverySteps {
  every: string;
  from?: "range" | "day";
}

/** How time is cut. */
export type Interval = CalendarStep | EverySteps;

/** What splits an answer into groups. */
export type Breakdown = { property: string } | { trait: string };

/** What every question has. */
export interface Frame {
  range?: Range;
  where?: Conditions<PropertyTest>;
  people?: Conditions<PersonTest>;
  breakdown?: Breakdown[];
  limit?: number;
}

/** Statistics of a property. */
export const STATISTICS = ["sum", "avg", "min", "max", "p50", "p90", "p95", "distinct"] as const;
export type Statistic = (typeof STATISTICS)[number];

/** What a series counts: events, people, or a statistic of a property. */
export type Measure = "events" | "people" | { [name in Statistic]?: string };

/** A curve of a trend. */
export interface Series {
  name?: string;
  select: Selector;
  measure?: Measure;
}

export interface TrendQuestion extends Frame {
  kind: "trend";
  series: Series[];
  interval?: Interval;
  formula?: string;
  compare?: { previous: "period" | "year" };
}

/** Events that must not come between two steps, counted from 1. */
export interface Exclusion {
  select: Selector;
  between: [number, number];
}

export const ORDERS = ["ordered", "strict", "any"] as const;
export const CREDITS = ["first_step", "last_step", "every_step"] as const;

export interface FunnelQuestion extends Frame {
  kind: "funnel";
  steps: Selector[];
  window: string;
  order?: (typeof ORDERS)[number];
  exclude?: Exclusion[];
  optional?: number[];
  credit?: (typeof CREDITS)[number];
}

export const COHORTS = ["first_in_range", "first_ever", "every"] as const;

export interface RetentionQuestion extends Frame {
  kind: "retention";
  start: Selector;
  return: Selector;
  interval?: Interval;
  mode?: "on" | "on_or_after";
  cohort?: (typeof COHORTS)[number];
  /** The days with which brackets begin; they join days. */
  brackets?: number[];
}

export interface PathsQuestion extends Frame {
  kind: "paths";
  from?: Selector | "session_start";
  to?: Selector;
  length?: number;
  complete?: boolean;
  collapse_repeats?: boolean;
  steps?: { property: string } | "event";
  session_gap?: string;
}

export const MEASURES_OF_VISITS = ["count", "duration", "events", "bounce"] as const;

export interface SessionsQuestion extends Frame {
  kind: "sessions";
  measure?: (typeof MEASURES_OF_VISITS)[number];
  interval?: Interval;
  gap?: string;
}

export interface HistogramQuestion extends Frame {
  kind: "histogram";
  select: Selector;
  property: string;
  /** The number of bars, or their edges. */
  bins?: number | number[];
}

export const SCORES = ["nps", "csat", "csat_4", "csat_7", "csat_10", "ces", "ces_agreement"] as const;
export type ScoreName = (typeof SCORES)[number];

export interface ScoreQuestion extends Frame {
  kind: "score";
  score: ScoreName;
  select: Selector;
  property: string;
  interval?: Interval;
}

export const RATES = [
  "conversion",
  "cart_abandonment",
  "repeat_purchase",
  "retention",
  "churn",
  "promise_kept",
  "return",
  "resolution",
] as const;
export type RateName = (typeof RATES)[number];

/** The events that a rate may name, with defaults of the server. */
export const RATE_SELECTORS = {
  conversion: ["start", "goal"],
  cart_abandonment: ["add", "goal"],
  repeat_purchase: ["order"],
  retention: ["active"],
  churn: ["active"],
  promise_kept: ["promise", "fulfilled", "cancelled", "voided"],
  return: ["sold", "returned"],
  resolution: ["opened", "resolved", "contact"],
} as const satisfies Record<RateName, readonly string[]>;

/** A part of a rate that an event fills. */
export type RatePart = (typeof RATE_SELECTORS)[RateName][number];

/** The rates that look a length of time ahead or back. */
export const RATES_WITH_WINDOW: readonly RateName[] = ["cart_abandonment", "repeat_purchase", "retention", "churn"];

export interface RateQuestion extends Frame, Partial<Record<RatePart, Selector>> {
  kind: "rate";
  rate: RateName;
  interval?: Interval;
  within?: string;
  /** What a conversion counts, and the pause that ends a visit. */
  unit?: "person" | "session";
  gap?: string;
}

/** Everybody who passes the filter of the frame. */
export interface AudienceQuestion extends Frame {
  kind: "audience";
  columns?: string[];
}

/** A question. */
export type Question =
  | TrendQuestion
  | FunnelQuestion
  | RetentionQuestion
  | PathsQuestion
  | ScoreQuestion
  | RateQuestion
  | SessionsQuestion
  | HistogramQuestion
  | AudienceQuestion;

/** A question of one kind. */
export type QuestionOf<K extends Kind> = Extract<Question, { kind: K }>;

/** The most that the page lets one add; the server allows more. */
export const SERIES_MAX = 6;
export const STEPS_MIN = 2;
export const STEPS_MAX = 12;
export const CONDITIONS_MAX = 20;
export const EXCLUSIONS_MAX = 5;
export const BREAKDOWNS_MAX = 2;

/** The kinds whose answer has groups. */
export const GROUPED_KINDS: readonly Kind[] = ["trend", "funnel", "retention", "score", "rate", "sessions"];

/** A question whose answer is cut in time. */
export type CutQuestion = TrendQuestion | RetentionQuestion | ScoreQuestion | RateQuestion | SessionsQuestion;

/** How time is cut where a question does not say. */
const INTERVALS_TAKEN: Record<CutQuestion["kind"], CalendarStep> = {
  trend: "day",
  retention: "week",
  score: "day",
  rate: "month",
  sessions: "day",
};

/** Says whether the answer of a question is cut in time. */
export function isCut(question: Question): question is CutQuestion {
  return Object.hasOwn(INTERVALS_TAKEN, question.kind);
}

/** Returns how time is cut in the answer of a question. */
export function intervalOf({ kind, interval }: CutQuestion): Interval {
  return interval ?? INTERVALS_TAKEN[kind];
}
