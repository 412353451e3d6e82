import { expect, test } from "vitest";
import { parseSurveySearch } from "./search";

test("what the address cannot mean is left out", () => {
  expect(parseSurveySearch({ days: "91", search: " colis ", all: "true" })).toEqual({
    days: 91,
    search: "colis",
    all: true,
  });
  expect(parseSurveySearch({ days: "92", search: "  ", all: "yes" })).toEqual({
    days: undefined,
    search: undefined,
    all: undefined,
  });
  expect(parseSurveySearch({ search: "x".repeat(300) }).search).toHaveLength(200);
});
