import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { mailQuery } from "../../api/mail";
import { type MessageCatalogue, withMessages } from "../../lib/language";
import { memberRoute } from "../../lib/parent-routes";
import { parseMailSearch } from "./search";

const messages: MessageCatalogue = { en: () => import("./locales/en.po"), fr: () => import("./locales/fr.po") };

/** The messages of the project. */
export const mailRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "settings/mail",
  validateSearch: parseMailSearch,
  loader: ({ context }) => void context.queryClient.prefetchQuery(mailQuery),
  component: lazyRouteComponent(() => withMessages(messages, import("./mail-page")), "MailPage"),
});
