import { queryOptions } from "@tanstack/react-query";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";

/** Which letters the member who asks gets. */
export type NotificationList = Schemas["NotificationList"];
/** One kind of letters. */
export type NotificationStanding = Schemas["NotificationStanding"];
/** Letters that one can want or not. */
export type Topic = Schemas["NotificationTopic"];
/** Letters that one can unsubscribe from. */
export type LetterTopic = Schemas["LetterTopic"];
/** Whether somebody gets letters, as their link says. */
export type Subscription = Schemas["Subscription"];
/** A language in which letters are written. */
export type LetterLanguage = Schemas["MailLanguage"];

/** Lists all kinds of letters, and which of them one gets. */
export const notificationsQuery = queryOptions({
  queryKey: ["notifications"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/v1/notifications", { signal })),
});

/** Gets letters of a kind from now on, in a language. */
export function subscribe(topic: Topic, language: LetterLanguage): Promise<NotificationList> {
  return unwrap(client.PUT("/api/v1/notifications/{topic}", { params: { path: { topic } }, body: { language } }));
}

/** Gets no more letters of a kind. */
export function unsubscribe(topic: Topic): Promise<NotificationList> {
  return unwrap(client.DELETE("/api/v1/notifications/{topic}", { params: { path: { topic } } }));
}

/** Gets the weekly letter now. */
export function sendWeekly(language: LetterLanguage): Promise<unknown> {
  return unwrap(client.POST("/api/v1/notifications/weekly/send", { body: { language } }));
}

/** Tells which letters a link is about, and whether they are sent. */
export function subscriptionQuery(token: string) {
  return queryOptions({
    queryKey: ["subscription", token],
    queryFn: ({ signal }) => unwrap(client.POST("/api/v1/unsubscribe/find", { body: { token }, signal })),
    retry: false,
  });
}

/** Ends the letters of a link, or takes that back. */
export function setSubscription(token: string, is_subscribed: boolean): Promise<Subscription> {
  return unwrap(client.POST("/api/v1/unsubscribe", { body: { token, is_subscribed } }));
}
