import { queryOptions } from "@tanstack/react-query";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";

/** An origin of data with its keys and what became of everything it sent. */
export type Source = Schemas["Source"];

/** Over which channel events come. */
export type Channel = Schemas["Channel"];

/** A secret key in the only answer that ever holds it. */
export type SecretKeyCreated = Schemas["SecretKeyCreated"];

/** Lists the sources of the project, oldest first. */
export const sourcesQuery = queryOptions({
  queryKey: ["sources"],
  queryFn: async ({ signal }) => (await unwrap(client.GET("/api/v1/sources", { signal }))).items,
});

/** Makes a source. */
export function createSource(name: string, channel: Channel): Promise<Source> {
  return unwrap(client.POST("/api/v1/sources", { body: { name, channel } }));
}

/** Renames a source, disables or enables it. */
export function changeSource(id: string, change: { name?: string; disabled?: boolean }): Promise<Source> {
  return unwrap(client.PATCH("/api/v1/sources/{id}", { params: { path: { id } }, body: change }));
}

/** Makes a secret key of a source. */
export function createSecretKey(id: string): Promise<SecretKeyCreated> {
  return unwrap(client.POST("/api/v1/sources/{id}/secret-keys", { params: { path: { id } } }));
}

/** Refuses a secret key from now on, for good. */
export async function revokeSecretKey(id: string, key_id: string): Promise<void> {
  await unwrap(client.DELETE("/api/v1/sources/{id}/secret-keys/{key_id}", { params: { path: { id, key_id } } }));
}

/** Returns the sources for a search, without keeping the answer. */
export async function findSources(signal: AbortSignal): Promise<Source[]> {
  return (await unwrap(client.GET("/api/v1/sources", { signal }))).items;
}
