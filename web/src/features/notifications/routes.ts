import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { notificationsQuery } from "../../api/notifications";
import { type MessageCatalogue, withMessages } from "../../lib/language";
import { memberRoute, rootRoute } from "../../lib/parent-routes";

const messages: MessageCatalogue = { en: () => import("./locales/en.po"), fr: () => import("./locales/fr.po") };

/** The letters that one gets. */
export const notificationsRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "settings/notifications",
  loader: ({ context }) => void context.queryClient.prefetchQuery(notificationsQuery),
  component: lazyRouteComponent(() => withMessages(messages, import("./notifications-page")), "NotificationsPage"),
});

/** Where the link in a letter leads: for its reader, who need not be signed in. */
export const unsubscribeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "unsubscribe",
  validateSearch: ({ token }: Record<string, unknown>) => ({ token: typeof token === "string" ? token : "" }),
  component: lazyRouteComponent(() => withMessages(messages, import("./unsubscribe-page")), "UnsubscribePage"),
});
