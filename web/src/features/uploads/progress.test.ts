import { expect, test } from "vitest";
import { howFar } from "./progress";

const progress = { table: "t", bytes_read: 0, bytes_total: 200, rows: 0, events: 0, elapsed_ms: 0, seconds_left: null };

test.each([
  [{}, undefined, undefined],
  [{ bytes_read: 50, rows: 300, elapsed_ms: 2_000 }, 0.25, 150],
  // A packed file may be read a little beyond what lies on the disk.
  [{ bytes_read: 201, rows: 7, elapsed_ms: 499 }, 1, undefined],
  [{ bytes_total: 0, bytes_read: 0, rows: 10, elapsed_ms: 1_000 }, undefined, 10],
])("%j", (part, ratio, rows_per_second) => {
  expect(howFar({ ...progress, ...part })).toEqual({ ratio, rows_per_second });
});
