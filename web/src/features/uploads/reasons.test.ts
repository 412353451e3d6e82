import { expect, test } from "vitest";
import { rejectReason } from "./reasons";

// The reasons that the documentation of imports lists: each needs a sentence.
const DOCUMENTED = [
  "wrong_number_of_cells",
  "not_utf8",
  "not_json",
  "not_an_object",
  "error_in_cell",
  "not_an_integer",
  "not_a_decimal",
  "not_a_boolean",
  "not_a_date",
  "not_a_time",
  "no_parent",
  "too_many_joined_rows",
  "key_absent",
  "name_absent",
  "time_absent",
  "same_key_other_content",
];

test.each(DOCUMENTED)("%s has a sentence", (code) => {
  expect(rejectReason(code)?.what.message).toMatch(/^[A-Z].* .*[^.]$/);
});

test("what the store refuses is said as elsewhere, but for what a file has to do with", () => {
  expect(rejectReason("too_many_lines")?.what.message).toBe("The order holds too many lines");
  expect(rejectReason("time_in_future")?.fix?.message).toContain("day and month");
});

test.each(["constructor", "of_a_later_version"])("%s is not known", (code) => {
  expect(rejectReason(code)).toBeUndefined();
});
