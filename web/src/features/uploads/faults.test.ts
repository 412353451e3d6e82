import { expect, test } from "vitest";
import { faultOf } from "./faults";

test.each([
  ["ambiguous_dates", null, "time_formats"],
  ["ambiguous_dates", "tables[orders].time_formats", "time_formats"],
  ["ambiguous_dates", "tables[lines].time_formats", undefined],
  ["no_sheet", "tables.orders.sheet", "sheet"],
  ["unclear_encoding", "path", "encoding"],
  ["truncated_file", "path", undefined],
  ["constructor", null, undefined],
])("%s at %s", (code, field, fault) => {
  expect(faultOf({ code, message: "", field, hint: null }, "orders")).toBe(fault);
});

test("nothing is at fault without a problem", () => {
  expect(faultOf(null, "orders")).toBeUndefined();
});
