import { i18n, type Messages } from "@lingui/core";

/** The languages of the interface. */
export const LANGUAGES = ["en", "fr"] as const;

/** A language of the interface. */
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own words. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", fr: "Français" };

const STORAGE_KEY = "boussole.language";

type Catalogue = Record<Language, () => Promise<{ messages: Messages }>>;

/** The words in parts: those of a large feature are fetched with its first page. */
const catalogues = {
  everywhere: { en: () => import("../locales/en.po"), fr: () => import("../locales/fr.po") },
  insights: { en: () => import("../locales/insights/en.po"), fr: () => import("../locales/insights/fr.po") },
} as const satisfies Record<string, Catalogue>;

const wanted = new Set<keyof typeof catalogues>(["everywhere"]);

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

/** Fetches the words of a feature, now and for the other languages to come. */
export async function fetchWords(part: keyof typeof catalogues): Promise<void> {
  if (!wanted.has(part)) {
    wanted.add(part);
    await activate(LANGUAGES.find((language) => language === i18n.locale) ?? "en");
  }
}

async function activate(language: Language): Promise<void> {
  const parts = await Promise.all([...wanted].map((part) => catalogues[part][language]()));
  const messages = Object.assign({}, ...parts.map((part) => part.messages));
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
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
