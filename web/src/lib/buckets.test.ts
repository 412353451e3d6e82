import { expect, test } from "vitest";
import { formatBucket, formatSpan } from "./buckets";

test("a stretch of time is called as people call it", () => {
  const both = (label: string, step: string) =>
    ["en-GB", "fr-FR"].flatMap((tag) => [
      formatBucket(label, step, tag, "long"),
      formatBucket(label, step, tag, "short"),
    ]);
  expect(both("2026-08-24", "week")).toEqual(["24 Aug 2026", "24 Aug", "24 août 2026", "24 août"]);
  expect(both("2026-08-01", "day")).toEqual(["1 Aug 2026", "1 Aug", "1er août 2026", "1er août"]);
  expect(both("2026-08-01", "month")).toEqual(["August 2026", "Aug 26", "août 2026", "août 26"]);
  expect(both("2026-07-01", "quarter")).toEqual(["Q3 2026", "Q3 2026", "T3 2026", "T3 2026"]);
  expect(both("2026-01-01", "year")).toEqual(["2026", "2026", "2026", "2026"]);
  expect(formatBucket("2026-11-22T13:00:00+01:00", "hour", "fr-FR", "long")).toBe("22 nov. 2026, 13:00");
  expect(formatBucket("nonsense", "day", "fr-FR", "long")).toBe("nonsense");
});

test("a length of time is in its largest unit", () => {
  expect([31.68, 280, 20_000, 262_178, 0].map((seconds) => formatSpan(seconds, "en-GB"))).toEqual([
    "32 secs",
    "4.7 mins",
    "5.6 hrs",
    "3 days",
    "0 secs",
  ]);
  expect(formatSpan(262_178, "fr-FR")).toBe("3\u202fj");
});
