import { expect, test } from "vitest";
import { isFiltered, liveFilter, parseLiveSearch } from "./search";

test.each([
  [{}, {}],
  [
    { outcome: "refused", source: " shop " },
    { outcome: "refused", source: "shop" },
  ],
  [{ outcome: "Refused", source: "" }, {}],
  [{ outcome: ["refused"], source: 7, limit: "9" }, {}],
  [{ source: "x".repeat(500) }, { source: "x".repeat(100) }],
])("the address %j", (raw, expected) => {
  expect(parseLiveSearch(raw)).toEqual(expected);
});

test("the server is asked for what was chosen only", () => {
  expect(liveFilter(parseLiveSearch({ outcome: "conflict" }))).toEqual({ outcome: "conflict" });
  expect(Object.keys(liveFilter(parseLiveSearch({})))).toEqual([]);
});

test("any choice is a filter", () => {
  expect([{}, { source: "shop" }, { outcome: "refused" as const }].map(isFiltered)).toEqual([false, true, true]);
});
