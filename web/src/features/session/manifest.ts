import type { Manifest } from "../../lib/manifest";
import { signInRoute } from "./routes";

/** Signing in: one page outside the shell. */
export const session = { routes: [signInRoute], navigation: [], searches: [] } as const satisfies Manifest;
