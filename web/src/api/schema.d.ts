/**
 * The HTTP interface as TypeScript types, in the shape that `openapi-typescript` generates.
 *
 * Written by hand until it is generated from the server's OpenAPI description.
 */
export interface paths {
  "/api/v1/session": {
    get: operations["session_fetch"];
    post: operations["session_open"];
    delete: operations["session_close"];
  };
  "/api/v1/session/link": { post: operations["session_open_by_link"] };
  "/api/v1/people": { get: operations["person_list"] };
  "/api/v1/people/{id}": { get: operations["person_fetch"] };
  "/api/v1/people/{id}/timeline": { get: operations["person_timeline"] };
}

export interface components {
  schemas: {
    Problem: { code: string; message: string; hint?: string | null; field?: string | null };
    Money: { amount: string; currency: string };
    Member: { email: string; name: string; role: "owner" | "editor" | "viewer" };
    Project: { id: string; name: string; timezone: string; currency: string | null };
    Session: { member: components["schemas"]["Member"]; project: components["schemas"]["Project"] };
    PersonKind: "visitor" | "prospect" | "customer";
    PersonSort:
      | "last_seen"
      | "-last_seen"
      | "first_seen"
      | "-first_seen"
      | "name"
      | "-name"
      | "orders"
      | "-orders"
      | "revenue"
      | "-revenue";
    PersonItem: {
      id: string;
      name: string | null;
      email: string | null;
      identifier: string | null;
      kind: components["schemas"]["PersonKind"];
      country: string | null;
      city: string | null;
      n_orders: number;
      revenue: components["schemas"]["Money"] | null;
      first_seen_ms: number;
      last_seen_ms: number;
      n_events: number;
    };
    PersonPage: {
      items: components["schemas"]["PersonItem"][];
      total: number;
      counts: { visitor: number; prospect: number; customer: number };
      next_cursor: string | null;
      as_of_ms: number;
    };
    Identifier: { kind: "user_id" | "email" | "phone" | "anonymous_id"; value: string };
    Trait: { name: string; value: unknown; updated_ms: number };
    Person: components["schemas"]["PersonItem"] & {
      identifiers: components["schemas"]["Identifier"][];
      traits: components["schemas"]["Trait"][];
      last_order_ms: number | null;
      average_order: components["schemas"]["Money"] | null;
      event_names: { name: string; n: number }[];
    };
    TimelineEvent: {
      time: string;
      local_time: string;
      seq: number;
      event: string;
      source: string;
      session: string | null;
      properties: { [name: string]: unknown };
    };
    TimelinePage: { events: components["schemas"]["TimelineEvent"][]; next: string | null };
  };
}

type Schemas = components["schemas"];
type Json<Body> = { headers: { [name: string]: unknown }; content: { "application/json": Body } };
type Empty = { headers: { [name: string]: unknown }; content?: never };
type Problems = { default: Json<Schemas["Problem"]> };

export interface operations {
  session_fetch: { responses: { 200: Json<Schemas["Session"]> } & Problems };
  session_open: {
    requestBody: { content: { "application/json": { email: string; password: string } } };
    responses: { 204: Empty } & Problems;
  };
  session_close: { responses: { 204: Empty } & Problems };
  session_open_by_link: {
    requestBody: { content: { "application/json": { token: string } } };
    responses: { 204: Empty } & Problems;
  };
  person_list: {
    parameters: {
      query?: {
        search?: string;
        kind?: Schemas["PersonKind"];
        sort?: Schemas["PersonSort"];
        cursor?: string;
        limit?: number;
      };
    };
    responses: { 200: Json<Schemas["PersonPage"]> } & Problems;
  };
  person_fetch: {
    parameters: { path: { id: string } };
    responses: { 200: Json<Schemas["Person"]> } & Problems;
  };
  person_timeline: {
    parameters: { path: { id: string }; query?: { event?: string; before?: string; limit?: number } };
    responses: { 200: Json<Schemas["TimelinePage"]> } & Problems;
  };
}
