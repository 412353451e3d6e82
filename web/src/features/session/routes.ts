import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { openSessionByLink, sessionQuery } from "../../api/session";
import { innerAddress } from "../../lib/addresses";
import { rootRoute } from "../../lib/parent-routes";
import { parseSignInSearch, problemOf, type SignInProblem } from "./search";

/**
 * The sign-in page. With a token it signs in at once.
 *
 * Both outcomes replace the address, so that a token never stays in the history of the browser.
 */
export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "sign-in",
  validateSearch: parseSignInSearch,
  beforeLoad: async ({ search, context }) => {
    if (!search.token) {
      return;
    }
    let problem: SignInProblem | undefined;
    try {
      await openSessionByLink(search.token);
    } catch (error) {
      problem = problemOf(error);
    }
    if (problem) {
      throw redirect({ to: "/sign-in", search: { from: search.from, problem }, replace: true });
    }
    context.queryClient.removeQueries({ queryKey: sessionQuery.queryKey });
    throw redirect({ href: innerAddress(search.from), replace: true });
  },
  component: lazyRouteComponent(() => import("./sign-in-page"), "SignInPage"),
});
