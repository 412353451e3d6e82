import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import { isFailure } from "../api/failure";
import { sessionQuery } from "../api/session";

/** What every route may use while it loads. */
export interface RouterContext {
  queryClient: QueryClient;
}

/** The root of all pages. */
export const rootRoute = createRootRouteWithContext<RouterContext>()({});

/**
 * The parent of the pages that need a session; the shell is drawn around them.
 *
 * Features hang their pages under it, and so need not know the shell.
 */
export const memberRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "member",
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(sessionQuery);
    } catch (error) {
      if (isFailure(error, 401)) {
        throw redirect({ href: `/sign-in?${new URLSearchParams({ from: location.href })}`, replace: true });
      }
      throw error;
    }
  },
});
