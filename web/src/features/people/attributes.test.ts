import { setupI18n } from "@lingui/core";
import { expect, test } from "vitest";
import { attributeName, attributeValue } from "./attributes";
import { messages as en } from "./locales/en.po";
import { messages as fr } from "./locales/fr.po";

const [english, french] = [
  setupI18n({ locale: "en", messages: { en } }),
  setupI18n({ locale: "fr", messages: { fr } }),
];

test("usual attributes have names in both languages, others keep theirs", () => {
  expect(["first_name", "zip", "shoe_size", "constructor"].map((name) => attributeName(name, french))).toEqual([
    "Prénom",
    "Code postal",
    "shoe_size",
    "constructor",
  ]);
  expect(attributeName("lastName", english)).toBe("Last name");
});

test("codes are told by what they stand for, and what is no code is left alone", () => {
  const told = (name: string, value: unknown) => attributeValue(name, value, french);
  expect([told("country", "CH"), told("language", "fr"), told("newsletter", true), told("vip", false)]).toEqual([
    "Suisse",
    "français",
    "Oui",
    "Non",
  ]);
  expect([told("country", "Suisse"), told("country", "XQ"), told("city", "FR"), told("age", 41)]).toEqual([
    "Suisse",
    "XQ",
    "FR",
    "41",
  ]);
});
