/** A value of a sparkline with its interval, where it is a sample. */
export interface SparkPoint {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** The size of a drawing, in its own units. */
export interface SparkBox {
  width: number;
  height: number;
  /** How far the line stays away from the edge. */
  inset: number;
}

/** A sparkline as paths of SVG. */
export interface SparkPaths {
  /** The line through the values; a missing value breaks it. */
  line: string;
  /** The area between the ends of the intervals; empty without any. */
  band: string;
  /** The last value, where it is known. */
  last: { x: number; y: number } | undefined;
  /** The height of the target, where there is one. */
  target_y: number | undefined;
}

/** Lays values out from left to right; the scale holds all of them, their intervals, and the target. */
export function sparkPaths(points: readonly SparkPoint[], target: number | undefined, box: SparkBox): SparkPaths {
  const numbers = [...points.flatMap(({ value, low, high }) => [value, low, high]), target].filter(
    (number) => typeof number === "number",
  );
  const [bottom, top] = [Math.min(...numbers), Math.max(...numbers)];
  const step = (box.width - 2 * box.inset) / Math.max(1, points.length - 1);
  const xOf = (index: number) => exact(points.length === 1 ? box.width / 2 : box.inset + index * step);
  const yOf = (value: number) => {
    // Values that are all the same lie in the middle.
    const share = top === bottom ? 0.5 : (value - bottom) / (top - bottom);
    return exact(box.height - box.inset - share * (box.height - 2 * box.inset));
  };
  const runs = runsOf(points);
  const last = points.at(-1)?.value;
  return {
    line: runs.map((run) => pathThrough(run.map(({ at, value }) => [xOf(at), yOf(value)]))).join(""),
    band: runs.map((run) => bandAround(run, xOf, yOf)).join(""),
    last: typeof last === "number" ? { x: xOf(points.length - 1), y: yOf(last) } : undefined,
    target_y: target === undefined ? undefined : yOf(target),
  };
}

interface Known {
  at: number;
  value: number;
  low: number;
  high: number;
  isSample: boolean;
}

/** Cuts values where one is missing. */
function runsOf(points: readonly SparkPoint[]): Known[][] {
  const runs: Known[][] = [[]];
  for (const [at, { value, low, high }] of points.entries()) {
    if (value === null) {
      runs.push([]);
    } else {
      runs.at(-1)?.push({ at, value, low: low ?? value, high: high ?? value, isSample: low !== null && high !== null });
    }
  }
  return runs.filter((run) => run.length > 0);
}

function pathThrough(corners: readonly (readonly [number, number])[]): string {
  return corners.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");
}

function bandAround(run: readonly Known[], xOf: (at: number) => number, yOf: (value: number) => number): string {
  if (run.length < 2 || !run.some(({ isSample }) => isSample)) {
    return "";
  }
  const above = run.map(({ at, high }) => [xOf(at), yOf(high)] as const);
  const below = run.toReversed().map(({ at, low }) => [xOf(at), yOf(low)] as const);
  return `${pathThrough([...above, ...below])}Z`;
}

function exact(number: number): number {
  return Math.round(number * 100) / 100;
}
