import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { todayQuery } from "../../api/today";
import { type MessageCatalogue, withMessages } from "../../lib/language";
import { memberRoute } from "../../lib/parent-routes";
import { choiceOf, parseTodaySearch } from "./search";

const messages: MessageCatalogue = { en: () => import("./locales/en.po"), fr: () => import("./locales/fr.po") };

/** The page on which one arrives. */
export const todayRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "/",
  validateSearch: parseTodaySearch,
  loaderDeps: ({ search }) => choiceOf(search),
  // The question starts with the code of the page; it waits for it itself, so that a failure has its own place.
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(todayQuery(deps)),
  component: lazyRouteComponent(() => withMessages(messages, import("./today-page")), "TodayPage"),
});
