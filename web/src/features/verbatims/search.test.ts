import { expect, test } from "vitest";
import { filterOf, parseVerbatimSearch } from "./search";

test("what the address cannot mean is left out", () => {
  const wanted = {
    days: 28,
    theme: "delivery",
    polarity: "negative",
    alarm: "legal",
    step: "reception",
    search: "colis",
  };
  expect(parseVerbatimSearch({ ...wanted, days: "28", search: " colis " })).toEqual(wanted);
  const nothing = parseVerbatimSearch({
    days: 5,
    theme: "No theme",
    polarity: "good",
    alarm: 1,
    step: "A b",
    search: " ",
  });
  expect(Object.values(nothing)).toEqual(Array(6).fill(undefined));
  expect(filterOf(nothing).days).toBe(91);
});
