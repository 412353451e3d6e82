import { QueryCache, QueryClient } from "@tanstack/react-query";
import { createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { isFailure, mayRecover, retryDelayMs } from "../api/failure";
import { sessionQuery } from "../api/session";
import { parseSearch, stringifySearch } from "../lib/addresses";
import { memberRoute } from "../lib/parent-routes";
import { ErrorPage } from "./error-page";
import { NotFoundPage } from "./not-found-page";
import { PendingPage } from "./pending-page";
import { routeTree } from "./routes";

const RETRIES_MAX = 2;
const FRESH_MS = 30_000;

/** The answers of the server that the interface remembers. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => void leaveWhenSignedOut(error) }),
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (n_failures, error) => n_failures < RETRIES_MAX && mayRecover(error),
      retryDelay: retryDelayMs,
    },
  },
});

memberRoute.update({ component: lazyRouteComponent(() => import("./shell"), "Shell") });

/** The pages and the way between them. */
export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: "intent",
  // Pages ask through the query client, which knows what is fresh; the router keeps nothing of its own.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  parseSearch,
  stringifySearch,
  defaultErrorComponent: ErrorPage,
  defaultNotFoundComponent: NotFoundPage,
  defaultPendingComponent: PendingPage,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** A session can end at any time: the next answer with status 401 leads to the sign-in page, and back afterwards. */
async function leaveWhenSignedOut(error: unknown): Promise<void> {
  const wasSignedIn = queryClient.getQueryData(sessionQuery.queryKey) !== undefined;
  if (!isFailure(error, 401) || !wasSignedIn) {
    return;
  }
  queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
  await router.navigate({ to: "/sign-in", search: { from: router.state.location.href, problem: "ended" } });
  queryClient.clear();
}
