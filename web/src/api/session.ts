import { queryOptions } from "@tanstack/react-query";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";

/** Who is signed in, and the project that is looked at. */
export type Session = Schemas["Session"];

const SESSION_FRESH_MS = 5 * 60_000;

/** Asks who is signed in; fails with status 401 when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/v1/session", { signal })),
  staleTime: SESSION_FRESH_MS,
});

/** Opens a session with an e-mail address and a password. */
export async function openSession(email: string, password: string): Promise<void> {
  await unwrap(client.POST("/api/v1/session", { body: { email, password } }));
}

/** Opens a session with the token of a one-time link. */
export async function openSessionByLink(token: string): Promise<void> {
  await unwrap(client.POST("/api/v1/session/link", { body: { token } }));
}

/** Closes the session. */
export async function closeSession(): Promise<void> {
  await unwrap(client.DELETE("/api/v1/session"));
}
