import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { journeyQuery } from "../../api/journeys";
import { journeyMessages } from "../../lib/journey/catalogue";
import { type MessageCatalogue, withMessages } from "../../lib/language";
import { memberRoute } from "../../lib/parent-routes";
import { parseJourneySearch } from "./search";

const messages: MessageCatalogue = { en: () => import("./locales/en.po"), fr: () => import("./locales/fr.po") };

/** The map of the journey. */
export const journeyRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "journeys",
  validateSearch: parseJourneySearch,
  loader: ({ context }) => void context.queryClient.prefetchQuery(journeyQuery),
  component: lazyRouteComponent(
    () => withMessages([messages, journeyMessages], import("./journey-page")),
    "JourneyPage",
  ),
});

/** What the journey consists of. */
export const journeyEditRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "journeys/edit",
  loader: ({ context }) => void context.queryClient.prefetchQuery(journeyQuery),
  component: lazyRouteComponent(() => withMessages([messages, journeyMessages], import("./edit-page")), "EditPage"),
});
