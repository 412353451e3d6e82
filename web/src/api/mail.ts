import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";

/** Whether mail can be sent, and what became of what was. */
export type MailSetup = Schemas["Mail"];
/** One message. */
export type MailMessage = Schemas["MailMessage"];
/** What became of a message. */
export type MessageState = Schemas["MessageState"];
/** Whether nothing is sent to an address, and why. */
export type Suppressed = Schemas["Suppressed"];

const PAGE_SIZE = 50;
/** How often is asked again: while something is under way, and otherwise. */
const SOON_MS = 1_000;
const LATER_MS = 15_000;

/** Says whether a message is under way, or will be in a moment. */
export function isUnderWay({ state, due_ms }: Pick<MailMessage, "state" | "due_ms">, now_ms: number): boolean {
  return state === "claimed" || (state === "planned" && due_ms <= now_ms + SOON_MS);
}

/** Fetches over which server mail goes out, and the counts. */
export const mailQuery = queryOptions({
  queryKey: ["mail"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/v1/mail", { signal })),
  refetchInterval: LATER_MS,
});

/** Lists messages, newest first, of one state or all. */
export function messagesQuery(state: MessageState | undefined) {
  return infiniteQueryOptions({
    queryKey: ["mail", "messages", state ?? ""],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE_SIZE, ...(state ? { state } : {}), ...(pageParam ? { before: pageParam } : {}) };
      return unwrap(client.GET("/api/v1/mail/messages", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state: { data } }) => {
      const now_ms = Date.now();
      const moves = data?.pages.some(({ messages }) => messages.some((message) => isUnderWay(message, now_ms)));
      return moves ? SOON_MS : LATER_MS;
    },
  });
}

/** Sends a message to whoever asks, in their language. */
export function sendTest(language: "en" | "fr"): Promise<MailMessage> {
  return unwrap(client.POST("/api/v1/mail/test", { body: { language } }));
}

/** Sends a message again that did not arrive, or perhaps did. */
export function sendAgain(id: string): Promise<MailMessage> {
  return unwrap(client.POST("/api/v1/mail/messages/{id}/retry", { params: { path: { id } } }));
}

/** Tells whether nothing is sent to an address. */
export function findSuppressed(email: string): Promise<Suppressed> {
  return unwrap(client.POST("/api/v1/mail/suppressions/find", { body: { email } }));
}

/** Sends nothing to an address from now on. */
export function suppress(email: string): Promise<Suppressed> {
  return unwrap(client.POST("/api/v1/mail/suppressions", { body: { email } }));
}

/** Sends to an address again. */
export function release(email: string): Promise<Suppressed> {
  return unwrap(client.POST("/api/v1/mail/suppressions/remove", { body: { email } }));
}
