import { expect, test } from "vitest";
import { dayRange } from "./day-range";

test("so many days at a time are called by the first and the last of them", () => {
  const both = (first: string, every: string) =>
    ["en-GB", "fr-FR"].flatMap((tag) => [dayRange(first, every, tag, "long"), dayRange(first, every, tag, "short")]);
  expect(both("2026-06-03", "28d")).toEqual(["3–30 June 2026", "3–30 Jun", "3–30 juin 2026", "3–30 juin"]);
  expect(both("2026-06-01", "4w")).toEqual(["1–28 June 2026", "1–28 Jun", "1er–28 juin 2026", "1er–28 juin"]);
  expect(dayRange("2025-12-10", "28d", "fr-FR", "long")).toBe("10 décembre 2025\u2009–\u20096 janvier 2026");
  expect(dayRange("2026-06-03", "1d", "en-GB", "long")).toBe("3 June 2026");
});

test("hours, and what is no day, have no first and last day", () => {
  expect(dayRange("2026-06-03", "12h", "en-GB", "long")).toBeUndefined();
  expect(dayRange("2026-06-03T12:00:00+02:00", "7d", "en-GB", "long")).toBeUndefined();
});
