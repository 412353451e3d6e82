import { people } from "../features/people/manifest";
import { session } from "../features/session/manifest";
import type { Manifest } from "../lib/manifest";

/** The features of the interface, in the order of the menu. A new feature is added here and in `routes.ts`. */
export const manifests: readonly Manifest[] = [people, session];
