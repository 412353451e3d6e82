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
  "/api/v1/sources": { get: operations["source_list"]; post: operations["source_create"] };
  "/api/v1/sources/{id}": { patch: operations["source_change"] };
  "/api/v1/sources/{id}/secret-keys": { post: operations["secret_key_create"] };
  "/api/v1/sources/{id}/secret-keys/{key_id}": { delete: operations["secret_key_revoke"] };
  "/api/v1/live-events": { get: operations["live_event_list"] };
  "/api/v1/insights/people": { post: operations["insight_people"] };
  "/api/v1/insights/query": { post: operations["insight_query"] };
  "/api/v1/insights/saved": { get: operations["saved_question_list"]; post: operations["saved_question_create"] };
  "/api/v1/insights/saved/{id}": {
    put: operations["saved_question_change"];
    delete: operations["saved_question_delete"];
  };
  "/api/v1/insights/vocabulary": { get: operations["insight_vocabulary"] };
  "/api/v1/quarantine": { get: operations["quarantine_list"] };
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
    Channel: "web" | "server" | "mobile";
    Outcome: "accepted" | "duplicate" | "conflict" | "quarantined" | "refused";
    SecretKey: { id: string; end: string; created_ms: number };
    SecretKeyCreated: components["schemas"]["SecretKey"] & { key: string };
    SourceCounts: {
      accepted: number;
      duplicate: number;
      conflict: number;
      quarantined: number;
      refused: number;
      without_id: number;
      quarantined_reasons: { [code: string]: number };
      refused_reasons: { [code: string]: number };
    };
    Source: {
      id: string;
      name: string;
      channel: components["schemas"]["Channel"];
      event_source: string;
      write_key: string;
      created_ms: number;
      disabled_ms: number | null;
      secret_keys: components["schemas"]["SecretKey"][];
      counts: components["schemas"]["SourceCounts"];
      last_received_ms: number | null;
    };
    SourceList: { items: components["schemas"]["Source"][] };
    LiveEvent: {
      received_ms: number;
      source: { id: string; name: string };
      type: string;
      event: string | null;
      message_id: string | null;
      identifiers: { kind: string; value: string }[];
      outcome: components["schemas"]["Outcome"];
      code: string | null;
      message: string | null;
      field: string | null;
      hint: string | null;
      person: string | null;
    };
    LivePage: { items: components["schemas"]["LiveEvent"][]; cursor: string; skipped: boolean };
    InsightQuestion: { kind: string; [field: string]: unknown };
    InsightPeople: {
      drill: string;
      at?: { [field: string]: unknown };
      columns?: string[];
      limit?: number;
      cursor?: string;
    };
    Property: { name: string; type: "text" | "number" | "boolean" | "mixed"; values: string[] };
    Vocabulary: {
      events: { name: string; count: number; properties: components["schemas"]["Property"][] }[];
      traits: components["schemas"]["Property"][];
      events_read: number;
      complete: boolean;
    };
    SavedQuestion: {
      id: string;
      name: string;
      question: components["schemas"]["InsightQuestion"];
      created_by: string | null;
      created_ms: number;
      changed_by: string | null;
      changed_ms: number;
    };
    SavedQuestionList: { items: components["schemas"]["SavedQuestion"][] };
    Quarantined: { key: string; source: string; reason: string; received_ms: number; item: unknown };
    QuarantinePage: { items: components["schemas"]["Quarantined"][]; next_cursor: string | null };
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
  source_list: { responses: { 200: Json<Schemas["SourceList"]> } & Problems };
  source_create: {
    requestBody: { content: { "application/json": { name: string; channel: Schemas["Channel"] } } };
    responses: { 201: Json<Schemas["Source"]> } & Problems;
  };
  source_change: {
    parameters: { path: { id: string } };
    requestBody: { content: { "application/json": { name?: string; disabled?: boolean } } };
    responses: { 200: Json<Schemas["Source"]> } & Problems;
  };
  secret_key_create: {
    parameters: { path: { id: string } };
    responses: { 201: Json<Schemas["SecretKeyCreated"]> } & Problems;
  };
  secret_key_revoke: {
    parameters: { path: { id: string; key_id: string } };
    responses: { 204: Empty } & Problems;
  };
  live_event_list: {
    parameters: { query?: { after?: string; source?: string; outcome?: Schemas["Outcome"]; limit?: number } };
    responses: { 200: Json<Schemas["LivePage"]> } & Problems;
  };
  quarantine_list: {
    parameters: { query?: { cursor?: string; limit?: number } };
    responses: { 200: Json<Schemas["QuarantinePage"]> } & Problems;
  };
  insight_query: {
    requestBody: { content: { "application/json": Schemas["InsightQuestion"] } };
    responses: { 200: Json<unknown> } & Problems;
  };
  insight_people: {
    requestBody: { content: { "application/json": Schemas["InsightPeople"] } };
    responses: { 200: Json<unknown> } & Problems;
  };
  insight_vocabulary: { responses: { 200: Json<Schemas["Vocabulary"]> } & Problems };
  saved_question_list: { responses: { 200: Json<Schemas["SavedQuestionList"]> } & Problems };
  saved_question_create: {
    requestBody: { content: { "application/json": { name: string; question: Schemas["InsightQuestion"] } } };
    responses: { 201: Json<Schemas["SavedQuestion"]> } & Problems;
  };
  saved_question_change: {
    parameters: { path: { id: string } };
    requestBody: { content: { "application/json": { name?: string; question?: Schemas["InsightQuestion"] } } };
    responses: { 200: Json<Schemas["SavedQuestion"]> } & Problems;
  };
  saved_question_delete: {
    parameters: { path: { id: string } };
    responses: { 204: Empty } & Problems;
  };
}
