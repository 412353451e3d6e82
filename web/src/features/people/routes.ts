import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { peopleQuery, personQuery, timelineQuery } from "../../api/people";
import { memberRoute } from "../../lib/parent-routes";
import { parseCustomerSearch, parseListSearch, peopleFilter } from "./search";

/** The list of customers. */
export const customerListRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "customers",
  validateSearch: parseListSearch,
  loaderDeps: ({ search }) => peopleFilter(search),
  // The questions start with the code of the page; it waits for them itself, so that a failure has its own place.
  loader: ({ context, deps }) => void context.queryClient.prefetchInfiniteQuery(peopleQuery(deps)),
  component: lazyRouteComponent(() => import("./customer-list-page"), "CustomerListPage"),
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
  component: lazyRouteComponent(() => import("./customer-page"), "CustomerPage"),
});
