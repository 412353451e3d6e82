import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { importQuery, importsQuery } from "../../api/imports";
import { eventMessages } from "../../lib/events/catalogue";
import { type MessageCatalogue, withMessages } from "../../lib/language";
import { memberRoute } from "../../lib/parent-routes";
import { parseImportId, parseUploadSearch } from "./search";

const messages: MessageCatalogue = { en: () => import("./locales/en.po"), fr: () => import("./locales/fr.po") };

/** What was imported. */
export const importListRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "imports",
  loader: ({ context }) => void context.queryClient.prefetchInfiniteQuery(importsQuery),
  component: lazyRouteComponent(() => withMessages(messages, import("./import-list-page")), "ImportListPage"),
});

/** Files on their way to become events. */
export const newImportRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "imports/new",
  validateSearch: parseUploadSearch,
  component: lazyRouteComponent(
    () => withMessages([messages, eventMessages], import("./new-import-page")),
    "NewImportPage",
  ),
});

/** One import: how far it is, or what it did. */
export const importRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "imports/$importId",
  validateSearch: parseUploadSearch,
  loader: ({ context, params }) => {
    const id = parseImportId(params.importId);
    if (id !== undefined) {
      void context.queryClient.prefetchQuery(importQuery(id));
    }
  },
  component: lazyRouteComponent(() => withMessages([messages, eventMessages], import("./import-page")), "ImportPage"),
});
