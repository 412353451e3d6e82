import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { accountQuery, membersQuery } from "../../api/members";
import { type MessageCatalogue, withMessages } from "../../lib/language";
import { memberRoute } from "../../lib/parent-routes";

const messages: MessageCatalogue = { en: () => import("./locales/en.po"), fr: () => import("./locales/fr.po") };

/** The members of the project. */
export const membersRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "settings/members",
  loader: ({ context }) => void context.queryClient.prefetchQuery(membersQuery),
  component: lazyRouteComponent(() => withMessages(messages, import("./members-page")), "MembersPage"),
});

/** What one says of oneself. */
export const accountRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "settings/account",
  loader: ({ context }) => void context.queryClient.prefetchQuery(accountQuery),
  component: lazyRouteComponent(() => withMessages(messages, import("./account-page")), "AccountPage"),
});
