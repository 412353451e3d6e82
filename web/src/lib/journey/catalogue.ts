import type { MessageCatalogue } from "../language";

/** The names of stages and steps that come with Boussole: for the pages that show them. */
export const journeyMessages: MessageCatalogue = {
  en: () => import("./locales/en.po"),
  fr: () => import("./locales/fr.po"),
};
