import { expect, test } from "vitest";
import { ApiFailure } from "../../api/failure";
import { refusedBy } from "./refusals";

test.each([
  [
    new ApiFailure(400, { code: "name_taken", message: "taken", field: "name" }),
    "name",
    "Another source has this name: choose another one.",
    "taken",
  ],
  [
    new ApiFailure(400, { code: "of_a_later_version", message: "no", hint: "wait", field: "name" }),
    "name",
    undefined,
    "no (wait)",
  ],
  [
    new ApiFailure(403, { code: "forbidden", message: "no" }),
    undefined,
    "Only an owner of the project can change this.",
    "no",
  ],
  [new ApiFailure(502, {}), undefined, undefined, "the server answered 502"],
  [
    new TypeError("x is not a function"),
    undefined,
    "Something unexpected happened in the interface.",
    "TypeError: x is not a function",
  ],
])("%s", (error, field, words, server) => {
  const refused = refusedBy(error);
  expect([refused.field, refused.words?.message, refused.server]).toEqual([field, words, server]);
});
