import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { journeyQuery } from "../../api/journeys";
import { teachingQuery, themesQuery } from "../../api/themes";
import { verbatimSummaryQuery, verbatimsQuery } from "../../api/verbatims";
import { journeyMessages } from "../../lib/journey/catalogue";
import { type MessageCatalogue, withMessages } from "../../lib/language";
import { memberRoute } from "../../lib/parent-routes";
import { filterOf, LENGTH, parseVerbatimSearch } from "./search";

const messages: MessageCatalogue = { en: () => import("./locales/en.po"), fr: () => import("./locales/fr.po") };

/** What customers wrote, newest first. */
export const verbatimsRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "verbatims",
  validateSearch: parseVerbatimSearch,
  loaderDeps: ({ search }) => filterOf(search),
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(journeyQuery);
    void context.queryClient.prefetchQuery(themesQuery);
    void context.queryClient.prefetchQuery(verbatimSummaryQuery(deps));
    void context.queryClient.prefetchInfiniteQuery(verbatimsQuery(deps));
  },
  component: lazyRouteComponent(
    () => withMessages([messages, journeyMessages], import("./verbatims-page")),
    "VerbatimsPage",
  ),
});

/** What customers talk about, and how well it is understood. */
export const themesRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "verbatims/themes",
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(themesQuery);
    void context.queryClient.prefetchQuery(teachingQuery);
    void context.queryClient.prefetchQuery(verbatimSummaryQuery({ days: LENGTH }));
  },
  component: lazyRouteComponent(() => withMessages([messages], import("./themes-page")), "ThemesPage"),
});
