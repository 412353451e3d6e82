import type { Manifest } from "../../lib/manifest";
import { mailRoute } from "./routes";

/** What is sent to people, and what became of it. */
export const mail = { routes: [mailRoute], navigation: [], searches: [] } as const satisfies Manifest;
