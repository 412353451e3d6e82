import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { sourcesQuery } from "../../api/sources";
import { type MessageCatalogue, withMessages } from "../../lib/language";
import { memberRoute } from "../../lib/parent-routes";
import { parseSourcesSearch } from "./search";

const messages: MessageCatalogue = { en: () => import("./locales/en.po"), fr: () => import("./locales/fr.po") };

/** The sources of the project. */
export const sourcesRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "settings/sources",
  validateSearch: parseSourcesSearch,
  loader: ({ context }) => void context.queryClient.prefetchQuery(sourcesQuery),
  component: lazyRouteComponent(() => withMessages(messages, import("./sources-page")), "SourcesPage"),
});
