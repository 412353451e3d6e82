import { expect, test } from "vitest";
import { type SparkPoint, sparkPaths } from "./sparkline-path";

const BOX = { width: 100, height: 50, inset: 5 };

function line(values: (number | null)[]): SparkPoint[] {
  return values.map((value) => ({ value, low: null, high: null }));
}

test("values reach from edge to edge, the highest at the top", () => {
  const { line: path, band, last } = sparkPaths(line([0, 10, 5]), undefined, BOX);
  expect(path).toBe("M5 45L50 5L95 25");
  expect(band).toBe("");
  expect(last).toEqual({ x: 95, y: 25 });
});

test("a missing value breaks the line, and a missing last one has no dot", () => {
  const { line: path, last } = sparkPaths(line([0, null, 10, 0, null]), undefined, BOX);
  expect(path).toBe("M5 45M50 5L72.5 45");
  expect(last).toBeUndefined();
});

test("the ends of intervals are an area, and belong to the scale", () => {
  const points = [
    { value: 5, low: 0, high: 10 },
    { value: 5, low: 2.5, high: 7.5 },
  ];
  expect(sparkPaths(points, undefined, BOX).band).toBe("M5 5L95 15L95 35L5 45Z");
});

test("the target belongs to the scale", () => {
  const { line: path, target_y } = sparkPaths(line([0, 10]), 20, BOX);
  expect(target_y).toBe(5);
  expect(path).toBe("M5 45L95 25");
});

test("equal values lie in the middle, one value in the centre, none nowhere", () => {
  expect(sparkPaths(line([7, 7]), undefined, BOX).line).toBe("M5 25L95 25");
  expect(sparkPaths(line([7]), undefined, BOX).last).toEqual({ x: 50, y: 25 });
  expect(sparkPaths([], undefined, BOX)).toEqual({ line: "", band: "", last: undefined, target_y: undefined });
});
