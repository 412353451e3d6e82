import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { quarantineQuery } from "../../api/live-events";
import { sourcesQuery } from "../../api/sources";
import { type MessageCatalogue, withMessages } from "../../lib/language";
import { memberRoute } from "../../lib/parent-routes";
import { parseLiveSearch } from "./search";

const messages: MessageCatalogue = { en: () => import("./locales/en.po"), fr: () => import("./locales/fr.po") };

/** What arrives at this moment. */
export const liveEventsRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "live-events",
  validateSearch: parseLiveSearch,
  loader: ({ context }) => void context.queryClient.prefetchQuery(sourcesQuery),
  component: lazyRouteComponent(() => withMessages(messages, import("./live-events-page")), "LiveEventsPage"),
});

/** What was set aside. */
export const setAsideRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "live-events/set-aside",
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(sourcesQuery);
    void context.queryClient.prefetchInfiniteQuery(quarantineQuery);
  },
  component: lazyRouteComponent(() => withMessages(messages, import("./set-aside-page")), "SetAsidePage"),
});
