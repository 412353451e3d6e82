import { createRoute } from "@tanstack/react-router";
import { frictions } from "../features/frictions/manifest";
import { ingest } from "../features/ingest/manifest";
import { insights } from "../features/insights/manifest";
import { journeys } from "../features/journeys/manifest";
import { mail } from "../features/mail/manifest";
import { members } from "../features/members/manifest";
import { notifications } from "../features/notifications/manifest";
import { people } from "../features/people/manifest";
import { projects } from "../features/projects/manifest";
import { session } from "../features/session/manifest";
import { sources } from "../features/sources/manifest";
import { surveys } from "../features/surveys/manifest";
import { today } from "../features/today/manifest";
import { uploads } from "../features/uploads/manifest";
import { verbatims } from "../features/verbatims/manifest";
import { memberRoute, rootRoute } from "../lib/parent-routes";
import { NotFoundPage } from "./not-found-page";

/** Addresses that lead nowhere keep the menu, so that one can go on. */
const nowhereRoute = createRoute({ getParentRoute: () => memberRoute, path: "$", component: NotFoundPage });

/** All pages: those of members in the shell, the others beside it. */
export const routeTree = rootRoute.addChildren([
  memberRoute.addChildren([
    ...today.routes,
    ...people.routes,
    ...insights.routes,
    ...journeys.routes,
    ...surveys.routes,
    ...verbatims.routes,
    ...frictions.routes,
    ...ingest.routes,
    ...sources.routes,
    ...uploads.routes,
    ...projects.routes,
    ...members.routes,
    ...mail.routes,
    ...notifications.routes,
    nowhereRoute,
  ]),
  ...session.routes,
  ...notifications.publicRoutes,
]);
