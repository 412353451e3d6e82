import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { projectQuery } from "../../api/project";
import { type MessageCatalogue, withMessages } from "../../lib/language";
import { memberRoute } from "../../lib/parent-routes";

const messages: MessageCatalogue = { en: () => import("./locales/en.po"), fr: () => import("./locales/fr.po") };

/** The settings begin with those of the project. */
export const settingsRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "settings",
  beforeLoad: () => {
    throw redirect({ to: "/settings/project", replace: true });
  },
});

/** What the project says of itself. */
export const projectRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "settings/project",
  loader: ({ context }) => void context.queryClient.prefetchQuery(projectQuery),
  component: lazyRouteComponent(() => withMessages(messages, import("./project-page")), "ProjectPage"),
});
