import { expect, test } from "vitest";
import { filterOf, parseVerbatimSearch } from "./search";

test("what the address cannot mean is left out", () => {
  const wanted = { days: 28, theme: "delivery", polarity: "negative", alarm: "legal", search: "colis" };
  expect(parseVerbatimSearch({ ...wanted, days: "28", search: " colis " })).toEqual(wanted);
  const nothing = parseVerbatimSearch({ days: 5, theme: "none", polarity: "good", alarm: 1, search: " " });
  expect(Object.values(nothing)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(filterOf(nothing).days).toBe(91);
});
