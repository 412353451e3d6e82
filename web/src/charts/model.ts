/** One curve, or one set of bars. */
export interface ChartSeries {
  name: string;
  values: (number | null)[];
  /** The ends of the interval of each value, where it is a sample. */
  low?: (number | null)[];
  high?: (number | null)[];
  /** Which values say too little to be compared; they are drawn hollow. */
  small?: boolean[];
  /** Which scale it has: the left one (0) or the right one (1). */
  axis: 0 | 1;
  /** It is drawn behind the others: what it was before. */
  before?: boolean;
}

/** What a chart shows, whatever draws it. */
export interface ChartModel {
  kind: "lines" | "bars";
  /** The short names at the foot. */
  labels: string[];
  /** The whole names, where the pointer rests. */
  titles: string[];
  /** What is not finished: drawn in dashes. */
  partial: boolean[];
  series: ChartSeries[];
  /** Writes a value of each scale. */
  write: [(value: number) => string, (value: number) => string];
  /** Whether the scale may leave out zero: a score has no natural zero. */
  free?: boolean;
  /** Words for what is not finished, and for a small sample. */
  words: { partial: string; small: string };
}

/** The most curves that can still be told apart. */
export const SERIES_SHOWN_MAX = 8;

/** The shapes that tell curves apart without their colours. */
export const SHAPES = ["circle", "rect", "triangle", "diamond", "circle", "rect", "triangle", "diamond"] as const;
