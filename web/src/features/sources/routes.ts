import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { sourcesQuery } from "../../api/sources";
import { memberRoute } from "../../lib/parent-routes";
import { parseSourcesSearch } from "./search";

/** The sources of the project. */
export const sourcesRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "settings/sources",
  validateSearch: parseSourcesSearch,
  loader: ({ context }) => void context.queryClient.prefetchQuery(sourcesQuery),
  component: lazyRouteComponent(() => import("./sources-page"), "SourcesPage"),
});
