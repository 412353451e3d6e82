import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { frictionsQuery } from "../../api/frictions";
import { journeyQuery } from "../../api/journeys";
import { journeyMessages } from "../../lib/journey/catalogue";
import { type MessageCatalogue, withMessages } from "../../lib/language";
import { memberRoute } from "../../lib/parent-routes";

const messages: MessageCatalogue = { en: () => import("./locales/en.po"), fr: () => import("./locales/fr.po") };

/** What customers suffer from, that from which most can be recovered first. */
export const frictionsRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "frictions",
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(journeyQuery);
    void context.queryClient.prefetchQuery(frictionsQuery);
  },
  component: lazyRouteComponent(
    () => withMessages([messages, journeyMessages], import("./frictions-page")),
    "FrictionsPage",
  ),
});
