import { expect, test } from "vitest";
import { csvText } from "./csv";

const ROWS = [
  ["Semaine", "Taux (%)"],
  ["a,b;c", 12.5],
  ['dit "oui"', -3],
  ["=1+1", null],
] as const;

test("English: commas and points", () => {
  expect(csvText(ROWS, "en-GB")).toBe('\ufeffSemaine,Taux (%)\r\n"a,b;c",12.5\r\n"dit ""oui""",-3\r\n\'=1+1,\r\n');
});

test("French: semicolons and decimal commas", () => {
  expect(csvText(ROWS, "fr-FR")).toBe('\ufeffSemaine;Taux (%)\r\n"a,b;c";12,5\r\n"dit ""oui""";-3\r\n\'=1+1;\r\n');
});
