import type { MessageCatalogue } from "../language";

/** The words for events, fetched with the pages that tell them. */
export const eventMessages: MessageCatalogue = {
  en: () => import("./locales/en.po"),
  fr: () => import("./locales/fr.po"),
};
