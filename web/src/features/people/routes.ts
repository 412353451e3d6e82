import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { peopleQuery, personQuery, timelineQuery } from "../../api/people";
import { eventMessages } from "../../lib/events/catalogue";
import { type MessageCatalogue, withMessages } from "../../lib/language";
import { memberRoute } from "../../lib/parent-routes";
import { parseCustomerSearch, parseListSearch, peopleFilter } from "./search";

const messages: MessageCatalogue = { en: () => import("./locales/en.po"), fr: () => import("./locales/fr.po") };

/** The list of customers. */
export const customerListRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "customers",
  validateSearch: parseListSearch,
  loaderDeps: ({ search }) => peopleFilter(search),
  // The questions start with the code of the page; it waits for them itself, so that a failure has its own place.
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(peopleQuery(deps)),
  component: lazyRouteComponent(() => withMessages(messages, import("./customer-list-page")), "CustomerListPage"),
});

/** The page of one customer. */
export const customerRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "customers/$personId",
  validateSearch: parseCustomerSearch,
  loaderDeps: ({ search }) => ({ event: search.event }),
  loader: ({ context, params, deps }) => {
    void context.queryClient.prefetchQuery(personQuery(params.personId));
    void context.queryClient.prefetchInfiniteQuery(timelineQuery(params.personId, deps.event));
  },
  component: lazyRouteComponent(
    () => withMessages([messages, eventMessages], import("./customer-page")),
    "CustomerPage",
  ),
});
