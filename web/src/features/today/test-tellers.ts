import { setupI18n } from "@lingui/core";
import { messages as englishEvents } from "../../lib/events/locales/en.po";
import { messages as frenchEvents } from "../../lib/events/locales/fr.po";
import { makeFormats } from "../../lib/formats";
import { messages as english } from "./locales/en.po";
import { messages as french } from "./locales/fr.po";
import type { Teller } from "./teller";

/** The tellers of the tests, in both languages. */
export const en: Teller = {
  i18n: setupI18n({ locale: "en", messages: { en: { ...englishEvents, ...english } } }),
  formats: makeFormats("en-GB", "Europe/Paris", "EUR"),
};
export const fr: Teller = {
  i18n: setupI18n({ locale: "fr", messages: { fr: { ...frenchEvents, ...french } } }),
  formats: makeFormats("fr-FR", "Europe/Paris", "EUR"),
};

/** Returns a text with plain spaces, so that a test can be read. */
export function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}
