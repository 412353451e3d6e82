import { i18n, type Messages } from "@lingui/core";

/** The languages of the interface. */
export const LANGUAGES = ["en", "fr"] as const;

/** A language of the interface. */
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own words. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", fr: "Français" };

const STORAGE_KEY = "boussole.language";

/** The messages of a part of the interface in each language, fetched when they are needed. */
export type MessageCatalogue = Record<Language, () => Promise<{ messages: Messages }>>;

/** All that was needed so far: first the messages of the whole interface. */
const catalogues: MessageCatalogue[] = [{ en: () => import("../locales/en.po"), fr: () => import("../locales/fr.po") }];

/** Returns the language that was chosen before, else the first of the browser's that exists here, else English. */
export function chooseLanguage(stored: string | null, preferred: readonly string[]): Language {
  const wanted = [stored ?? "", ...preferred].map((tag) => tag.slice(0, 2).toLowerCase());
  return LANGUAGES.find((language) => language === wanted.find(isLanguage)) ?? "en";
}

function isLanguage(tag: string): tag is Language {
  return LANGUAGES.some((language) => language === tag);
}

/** Starts the interface in the language that [`chooseLanguage`] finds. */
export async function startLanguage(): Promise<void> {
  await activate(chooseLanguage(readStored(), navigator.languages));
}

/** Changes the language, now and for the next visits. */
export async function switchLanguage(language: Language): Promise<void> {
  await activate(language);
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // A browser that forbids storage still gets the language for this visit.
  }
}

async function activate(language: Language): Promise<void> {
  const parts = await Promise.all(catalogues.map((catalogue) => catalogue[language]()));
  const messages: Messages = Object.assign({}, ...parts.map((part) => part.messages));
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
}

/** Fetches a page together with the messages that not all need; from then on these follow the language too. */
export async function withMessages<Page>(
  needed: MessageCatalogue | readonly MessageCatalogue[],
  page: Promise<Page>,
): Promise<Page> {
  const wanted: readonly MessageCatalogue[] = [needed].flat();
  catalogues.push(...wanted.filter((catalogue) => !catalogues.includes(catalogue)));
  const language = LANGUAGES.find((each) => each === i18n.locale) ?? "en";
  const [fetched, ...parts] = await Promise.all([page, ...wanted.map((catalogue) => catalogue[language]())]);
  for (const { messages } of parts) {
    i18n.load(language, messages);
  }
  return fetched;
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/**
 * Returns the tag with which numbers and dates are written.
 *
 * French is written as in France everywhere; English follows the region of the browser, because its dates differ.
 */
export function formatTag(language: string, preferred: readonly string[]): string {
  if (language === "fr") {
    return "fr-FR";
  }
  return preferred.find((tag) => /^en-/i.test(tag)) ?? "en-GB";
}
