import { setupI18n } from "@lingui/core";
import { expect, test } from "vitest";
import type { Shape } from "../../api/uploads";
import { messages as english } from "./locales/en.po";
import { messages as french } from "./locales/fr.po";
import { shapeWords } from "./shapes";

const en = setupI18n({ locale: "en", messages: { en: english } });
const fr = setupI18n({ locale: "fr", messages: { fr: french } });
const nothing: Shape = {
  format: "csv",
  compression: null,
  encoding: null,
  delimiter: null,
  sheet: null,
  decimal_comma: null,
  time_formats: [],
};

const CSV: Partial<Shape> = {
  encoding: "windows-1252",
  delimiter: ";",
  decimal_comma: true,
  time_formats: ["%d/%m/%Y"],
};

test.each<[Partial<Shape>, string, string]>([
  [
    CSV,
    "CSV, semicolon, Windows-1252, decimal comma, dates as 31/12/2025",
    "CSV, point-virgule, Windows-1252, virgule décimale, dates comme 31/12/2025",
  ],
  [
    { compression: "gzip", encoding: "utf-8", delimiter: "\t", decimal_comma: false },
    "CSV, tab, UTF-8, packed with gzip",
    "CSV, tabulation, UTF-8, compressé avec gzip",
  ],
  [{ format: "xlsx", sheet: "Feuil1" }, "Excel, sheet “Feuil1”", "Excel, feuille «_Feuil1_»"],
  [{ delimiter: "^" }, "CSV, ^", "CSV, ^"],
])("%j", (part, inEnglish, inFrench) => {
  const shape = { ...nothing, ...part };
  const words = shapeWords(shape, fr).join(", ").replaceAll("\u00a0", "_");
  expect([shapeWords(shape, en).join(", "), words]).toEqual([inEnglish, inFrench]);
});
