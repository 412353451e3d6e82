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
import type { Manifest } from "../lib/manifest";

/** The features of the interface, in the order of the menu. A new feature is added here and in `routes.ts`. */
export const manifests: readonly Manifest[] = [
  today,
  people,
  journeys,
  surveys,
  verbatims,
  frictions,
  insights,
  ingest,
  sources,
  uploads,
  projects,
  members,
  mail,
  notifications,
  session,
];
