import { expect, test } from "vitest";
import catalogue from "./fr.po?raw";
import insights from "./insights/fr.po?raw";

/** The French sentences, each with the English one it stands for. */
const sentences = [...`${catalogue}\n${insights}`.matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)].map(
  ([, english = "", french = ""]) => ({
    english,
    french,
  }),
);

// The words of annex 1 of the glossary that are never right, with their plurals.
const FALSE_FRIENDS =
  /(?<!\p{L})(agendas?|verdicts?|insights?|drill-downs?|breakdowns?|dashboards?|traits?|évidences?)(?!\p{L})/iu;

/** Returns the French sentences that have a fault, for the message of the test. */
function faulty(isFault: (french: string) => boolean): string[] {
  return sentences.map(({ french }) => french).filter(isFault);
}

test("the catalogue is read", () => {
  expect(sentences.length).toBeGreaterThan(100);
});

test("no false friend", () => {
  expect(faulty((french) => FALSE_FRIENDS.test(french))).toEqual([]);
});

test("the words of false friends are found whatever their case, and only as whole words", () => {
  const found = ["Un Agenda", "L’évidence", "ÉVIDENCES", "traitement", "portraits"].map((text) =>
    FALSE_FRIENDS.test(text),
  );
  expect(found).toEqual([true, true, true, false, false]);
});

// The no-break space before `: % € »` and after `«`, the narrow one before `; ! ?`.
const SPACING_FAULT = /(?<!\u00a0)[:%€»]|(?<!\u202f)[;!?]|«(?!\u00a0)/u;

test("high punctuation and guillemets have their no-break spaces", () => {
  // The syntax of plurals and variables is not French.
  const withoutSyntax = (french: string) => french.replace(/\{\w+, plural,/g, "").replace(/\{\w+\}/g, "x");
  expect(faulty((french) => SPACING_FAULT.test(withoutSyntax(french)))).toEqual([]);
});

test("faults of spacing are found", () => {
  const texts = [
    "note : 9",
    "note: 9",
    "note\u00a0: 9",
    "Sûr ?",
    "Sûr\u00a0?",
    "Sûr\u202f?",
    "« x\u00a0»",
    "«\u00a0x\u00a0»",
  ];
  expect(texts.filter((text) => SPACING_FAULT.test(text))).toEqual([
    "note : 9",
    "note: 9",
    "Sûr ?",
    "Sûr\u00a0?",
    "« x\u00a0»",
  ]);
});

test("typographic apostrophes", () => {
  expect(faulty((french) => french.includes("'"))).toEqual([]);
});

test("plurals have the three forms of French", () => {
  const plurals = sentences.filter(({ english }) => english.includes(", plural,"));
  expect(plurals.length).toBeGreaterThan(3);
  const incomplete = plurals.filter(({ french }) => !/one \{.*many \{.*other \{/.test(french));
  expect(incomplete).toEqual([]);
});
