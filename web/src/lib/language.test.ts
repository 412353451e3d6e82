import { expect, test } from "vitest";
import { chooseLanguage, formatTag } from "./language";

test.each([
  [null, ["fr-CA", "en"], "fr"],
  [null, ["de-DE", "fr", "en"], "fr"],
  [null, ["de-DE"], "en"],
  [null, [], "en"],
  ["fr", ["en-GB"], "fr"],
  ["xx", ["fr-BE"], "fr"],
])("chosen before: %s, browser: %s", (stored, preferred, expected) => {
  expect(chooseLanguage(stored, preferred)).toBe(expected);
});

test("French is written as in France, English as in the region of the browser", () => {
  const tags = [formatTag("fr", ["fr-CA"]), formatTag("en", ["fr", "en-US"]), formatTag("en", ["fr"])];
  expect(tags).toEqual(["fr-FR", "en-US", "en-GB"]);
});
