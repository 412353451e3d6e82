import type { Manifest } from "../../lib/manifest";
import { accountRoute, membersRoute } from "./routes";

/** Who may do and see what, and one's own account: parts of the settings. */
export const members = {
  routes: [membersRoute, accountRoute],
  navigation: [],
  searches: [],
} as const satisfies Manifest;
