import type { AnyRoute } from "@tanstack/react-router";
import type { Manifest } from "../../lib/manifest";
import { notificationsRoute, unsubscribeRoute } from "./routes";

/** What Boussole writes to members by itself: a part of the settings, and the page behind the link in each letter. */
export const notifications = {
  routes: [notificationsRoute],
  publicRoutes: [unsubscribeRoute],
  navigation: [],
  searches: [],
} as const satisfies Manifest & { publicRoutes: readonly AnyRoute[] };
