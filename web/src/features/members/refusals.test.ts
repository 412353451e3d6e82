import { expect, test } from "vitest";
import { ApiFailure } from "../../api/failure";
import { refusedBy } from "./refusals";

test.each([
  [
    { code: "member_exists", message: "has", field: "email" },
    "email",
    "The project has a member with this address already.",
  ],
  [
    { code: "invalid_scope", message: "no", field: "scope.stores" },
    "scope",
    "Name at least one store, region or brand, each with at most 200 characters.",
  ],
  [{ code: "of_a_later_version", message: "no", field: "name" }, "name", undefined],
])("a refusal names its field in the reader's words: %o", (problem, field, words) => {
  const refused = refusedBy(new ApiFailure(400, problem));
  expect(refused.field).toBe(field);
  expect(refused.words?.message).toBe(words);
});

test("what is no answer of the server is told as such", () => {
  expect(refusedBy(new TypeError("x")).words?.message).toBe("Something unexpected happened in the interface.");
});
