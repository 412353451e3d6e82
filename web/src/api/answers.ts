/** What an answer says of itself. */
export interface Meta {
  events_scanned: number;
  people_scanned: number;
  timezone: string;
  range: { from: string; to: string } | null;
  as_of: string;
  warnings: string[];
}

/** The values of a group by what it was broken down by; none for the whole. */
export type Group = Record<string, unknown>;

/** A group, and the token with which its people are listed. */
export interface Grouped {
  group: Group;
  /** All groups that are not shown, as one. */
  other?: boolean;
  drill?: string;
}

interface Buckets {
  meta: Meta;
  /** The starts of the buckets, as local days or hours. */
  buckets: string[];
  /** Whether a part of a bucket lies outside of the period, or is yet to come. */
  partial: boolean[];
}

export interface TrendSeries extends Grouped {
  name: string;
  /** Money is decimal text. */
  values: (number | string | null)[];
}

export interface TrendAnswer extends Buckets {
  kind: "trend";
  series: TrendSeries[];
  compare?: Omit<Buckets, "meta"> & { series: TrendSeries[] };
}

export interface FunnelStep {
  step: number;
  event: string;
  optional: boolean;
  people: number;
  from_first: number | null;
  from_previous: number | null;
  seconds_p50: number | null;
  seconds_p90: number | null;
}

export interface FunnelAnswer {
  kind: "funnel";
  meta: Meta;
  groups: (Grouped & { steps: FunnelStep[] })[];
}

export interface Cohort extends Grouped {
  start: string;
  people: number;
  returned: number[];
  partial: boolean[];
}

export interface RetentionAnswer {
  kind: "retention";
  meta: Meta;
  /** The days that each period joins, as `3-6`; each period is one stretch of time without them. */
  brackets?: string[];
  cohorts: Cohort[];
}

export interface Path {
  steps: string[];
  drill?: string;
  sessions: number;
  people: number;
}

export interface PathsAnswer {
  kind: "paths";
  meta: Meta;
  sessions: number;
  people: number;
  paths: Path[];
}

/** A value with its 95 % interval. */
interface Estimate {
  value: number | null;
  low: number | null;
  high: number | null;
}

export interface ScoreValue extends Estimate {
  n: number;
  mean?: number | null;
  promoters?: number;
  passives?: number;
  detractors?: number;
  distribution: Record<string, number>;
}

export interface ScoreAnswer extends Buckets {
  kind: "score";
  score: "nps" | "csat" | "csat_4" | "csat_7" | "csat_10" | "ces" | "ces_agreement";
  groups: (Grouped & { values: ScoreValue[] })[];
}

export interface RateValue extends Estimate {
  /** Decimal text where it is money. */
  numerator: number | string;
  denominator: number | string;
  left_out: Record<string, number>;
  parts: Record<string, number>;
}

export interface RateAnswer extends Buckets {
  kind: "rate";
  rate: string;
  definition: Record<string, unknown>;
  groups: (Grouped & { values: RateValue[] })[];
}

export interface SessionsValue extends Partial<Estimate> {
  sessions: number;
  people: number;
  p50?: number | null;
  p90?: number | null;
}

export interface SessionsAnswer extends Buckets {
  kind: "sessions";
  measure: "count" | "duration" | "events" | "bounce";
  groups: (Grouped & { values: SessionsValue[] })[];
}

export interface Bin {
  from: number;
  to: number;
  events: number;
  people: number;
  drill?: string;
}

export interface HistogramAnswer {
  kind: "histogram";
  meta: Meta;
  bins: Bin[];
  below: number;
  above: number;
}

/** A part of people, in per cent. */
export interface JourneyPart {
  value: number | null;
  low: number | null;
  high: number | null;
  people: number;
  of: number;
}

export interface JourneyScore {
  score: "nps" | "csat" | "ces";
  n: number;
  value: number | null;
  low: number | null;
  high: number | null;
}

export interface JourneyStepFacts {
  /** The id of the step. */
  name: string;
  drill?: string;
  events: number;
  passages: number;
  people: number;
  current: number;
  seconds_p50: number | null;
  seconds_p90: number | null;
  seconds_n: number;
  drop_off: JourneyPart | null;
  repeat: JourneyPart;
  contact: JourneyPart | null;
  scores: JourneyScore[];
}

/** How people pass through the steps of a journey. */
export interface JourneyAnswer {
  kind: "journey";
  meta: Meta;
  people: number;
  coverage: { events: number; assigned: number; nobody: number; unassigned: { event: string; events: number }[] };
  steps: JourneyStepFacts[];
}

/** People, each with the columns that were asked for. */
export interface AudienceAnswer {
  kind: "audience";
  meta: Meta;
  count: number;
  people: ({ person: string } & Record<string, unknown>)[];
  cursor: string | null;
}

/** The answer to a question. */
export type Answer =
  | TrendAnswer
  | FunnelAnswer
  | RetentionAnswer
  | PathsAnswer
  | ScoreAnswer
  | RateAnswer
  | SessionsAnswer
  | HistogramAnswer
  | AudienceAnswer;
