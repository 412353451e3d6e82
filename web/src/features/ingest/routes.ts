import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { quarantineQuery } from "../../api/live-events";
import { sourcesQuery } from "../../api/sources";
import { memberRoute } from "../../lib/parent-routes";
import { parseLiveSearch } from "./search";

/** What arrives at this moment. */
export const liveEventsRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "live-events",
  validateSearch: parseLiveSearch,
  loader: ({ context }) => void context.queryClient.prefetchQuery(sourcesQuery),
  component: lazyRouteComponent(() => import("./live-events-page"), "LiveEventsPage"),
});

/** What was set aside. */
export const setAsideRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "live-events/set-aside",
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(sourcesQuery);
    void context.queryClient.prefetchInfiniteQuery(quarantineQuery);
  },
  component: lazyRouteComponent(() => import("./set-aside-page"), "SetAsidePage"),
});
