import { expect, test } from "vitest";
import { reasonOf } from "./reasons";

test.each([
  ["missing_user", "Nobody is named", "Send a userId or an anonymousId."],
  ["too_many_lines", "The order holds too many lines", undefined],
  ["of_a_later_version", undefined, undefined],
  // Not what every object has.
  ["constructor", undefined, undefined],
])("%s", (code, what, fix) => {
  const reason = reasonOf(code);
  expect([reason?.what.message, reason?.fix?.message]).toEqual([what, fix]);
});
