import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

/** The types of the HTTP interface by name. */
export type Schemas = components["schemas"];

/**
 * The one HTTP client of the interface.
 *
 * The header proves to the server that a request comes from this page: another site cannot set it.
 */
export const client = createClient<paths>({ headers: { "X-Boussole": "1" } });
