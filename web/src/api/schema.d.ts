/**
 * The HTTP interface as TypeScript types, in the shape that `openapi-typescript` generates.
 *
 * Written by hand until it is generated from the server's OpenAPI description.
 */
import type { components } from "./components";

export type { components };

export interface paths {
  "/api/v1/session": {
    get: operations["session_fetch"];
    post: operations["session_open"];
    delete: operations["session_close"];
  };
  "/api/v1/session/link": { post: operations["session_open_by_link"] };
  "/api/v1/account": { get: operations["account_fetch"]; patch: operations["account_change"] };
  "/api/v1/account/password": { put: operations["password_change"] };
  "/api/v1/members": { get: operations["member_list"]; post: operations["member_create"] };
  "/api/v1/members/{id}": { patch: operations["member_change"]; delete: operations["member_remove"] };
  "/api/v1/members/{id}/link": { post: operations["member_link"] };
  "/api/v1/project": { get: operations["project_fetch"]; patch: operations["project_change"] };
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
  "/api/v1/today": { get: operations["today_fetch"] };
  "/api/v1/today/findings": { get: operations["today_finding_list"] };
  "/api/v1/today/targets/{figure}": { put: operations["target_set"]; delete: operations["target_remove"] };
  "/api/v1/uploads": { post: operations["upload_create"] };
  "/api/v1/uploads/{id}": { get: operations["upload_fetch"]; delete: operations["upload_discard"] };
  "/api/v1/uploads/{id}/files/{name}": { delete: operations["upload_file_delete"] };
  "/api/v1/uploads/{id}/templates": { get: operations["upload_template_list"] };
  "/api/v1/uploads/{id}/preview": { post: operations["upload_preview"] };
  "/api/v1/uploads/{id}/dry-run": { post: operations["dry_run_start"]; delete: operations["dry_run_stop"] };
  "/api/v1/uploads/{id}/import": { post: operations["import_start"] };
  "/api/v1/uploads/{id}/template.toml": { post: operations["template_write"] };
  "/api/v1/import-templates": { get: operations["import_template_list"] };
  "/api/v1/imports": { get: operations["import_list"] };
  "/api/v1/imports/{id}": { get: operations["import_fetch"] };
  "/api/v1/imports/{id}/stop": { post: operations["import_stop"] };
  "/api/v1/imports/{id}/undo": { post: operations["import_undo"] };
}

type Schemas = components["schemas"];
type Json<Body> = { headers: { [name: string]: unknown }; content: { "application/json": Body } };
type Empty = { headers: { [name: string]: unknown }; content?: never };
type Problems = { default: Json<Schemas["Problem"]> };
type ById<Id> = { path: { id: Id } };
type WithTemplate<Responses> = {
  parameters: ById<string>;
  requestBody: { content: { "application/json": Schemas["Template"] } };
  responses: Responses & Problems;
};

type TodayQuery = { query?: { days?: number; until?: string } };

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
  account_fetch: { responses: { 200: Json<Schemas["Account"]> } & Problems };
  account_change: {
    requestBody: { content: { "application/json": { name: string } } };
    responses: { 200: Json<Schemas["Account"]> } & Problems;
  };
  password_change: {
    requestBody: { content: { "application/json": { current_password: string | null; password: string } } };
    responses: { 204: Empty } & Problems;
  };
  member_list: { responses: { 200: Json<{ items: Schemas["Membership"][] }> } & Problems };
  member_create: {
    requestBody: { content: { "application/json": Schemas["NewMember"] } };
    responses: { 201: Json<Schemas["MemberCreated"]> } & Problems;
  };
  member_change: {
    parameters: ById<string>;
    requestBody: { content: { "application/json": Partial<Omit<Schemas["NewMember"], "email">> } };
    responses: { 200: Json<Schemas["Membership"]> } & Problems;
  };
  member_remove: { parameters: ById<string>; responses: { 204: Empty } & Problems };
  member_link: { parameters: ById<string>; responses: { 201: Json<Schemas["SignInLink"]> } & Problems };
  project_fetch: { responses: { 200: Json<Schemas["ProjectSettings"]> } & Problems };
  project_change: {
    requestBody: { content: { "application/json": Partial<Omit<Schemas["ProjectSettings"], "id">> } };
    responses: { 200: Json<Schemas["ProjectSettings"]> } & Problems;
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
  upload_create: { responses: { 201: Json<Schemas["Upload"]> } & Problems };
  upload_fetch: { parameters: ById<string>; responses: { 200: Json<Schemas["Upload"]> } & Problems };
  upload_discard: { parameters: ById<string>; responses: { 204: Empty } & Problems };
  upload_file_delete: {
    parameters: { path: { id: string; name: string } };
    responses: { 200: Json<Schemas["Upload"]> } & Problems;
  };
  upload_template_list: { parameters: ById<string>; responses: { 200: Json<Schemas["CandidateList"]> } & Problems };
  upload_preview: WithTemplate<{ 200: Json<Schemas["Preview"]> }>;
  dry_run_start: WithTemplate<{ 202: Json<Schemas["Upload"]> }>;
  dry_run_stop: { parameters: ById<string>; responses: { 200: Json<Schemas["Upload"]> } & Problems };
  import_start: WithTemplate<{ 202: Json<Schemas["Import"]> }>;
  template_write: WithTemplate<{ 200: { headers: { [name: string]: unknown }; content: { "text/plain": string } } }>;
  import_template_list: { responses: { 200: Json<Schemas["TemplateInfoList"]> } & Problems };
  import_list: {
    parameters: { query?: { cursor?: string; limit?: number } };
    responses: { 200: Json<Schemas["ImportPage"]> } & Problems;
  };
  import_fetch: { parameters: ById<number>; responses: { 200: Json<Schemas["Import"]> } & Problems };
  import_stop: { parameters: ById<number>; responses: { 202: Json<Schemas["Import"]> } & Problems };
  import_undo: { parameters: ById<number>; responses: { 202: Json<Schemas["Import"]> } & Problems };
  today_fetch: { parameters: TodayQuery; responses: { 200: Json<Schemas["Today"]> } & Problems };
  today_finding_list: { parameters: TodayQuery; responses: { 200: Json<Schemas["TodayFindingList"]> } & Problems };
  target_set: {
    parameters: { path: { figure: string } };
    requestBody: { content: { "application/json": { value: number } } };
    responses: { 204: Empty } & Problems;
  };
  target_remove: { parameters: { path: { figure: string } }; responses: { 204: Empty } & Problems };
}
