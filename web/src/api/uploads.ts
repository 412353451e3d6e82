import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";
import type { Import } from "./imports";

/** What a file was recognised to be. */
export type Shape = Schemas["Shape"];
/** Files that were handed over and are not imported yet. */
export type Upload = Schemas["Upload"];
/** One of these files. */
export type UploadFile = Schemas["UploadFile"];
/** How files become events: a shipped template or one's own, and corrections of it. */
export type Template = Schemas["Template"];
/** The corrections for one table. */
export type TemplateTable = Schemas["TemplateTable"];
/** A shipped template, and how well it fits the files. */
export type Candidate = Schemas["Candidate"];
/** A shipped template. */
export type TemplateInfo = Schemas["TemplateInfo"];
/** What the beginning of the files would become. */
export type Preview = Schemas["Preview"];
/** One table in a preview. */
export type PreviewTable = Schemas["PreviewTable"];
/** An event as it would come out. */
export type PreviewEvent = Schemas["PreviewEvent"];
/** A column that a template uses. */
export type WantedColumn = Schemas["WantedColumn"];
/** A row that is refused, and why. */
export type Reject = Schemas["Reject"];

const POLL_MS = 1_000;

/** Lists the shipped templates. */
export const templatesQuery = queryOptions({
  queryKey: ["import-templates"],
  queryFn: async ({ signal }) => (await unwrap(client.GET("/api/v1/import-templates", { signal }))).items,
});

/** Makes an upload without files. */
export function createUpload(): Promise<Upload> {
  return unwrap(client.POST("/api/v1/uploads"));
}

/** The key of an upload among the remembered answers. */
export function uploadKey(id: string) {
  return ["upload", id] as const;
}

/** Fetches an upload; asks again every second while its dry run is running. */
export function uploadQuery(id: string) {
  return queryOptions({
    queryKey: uploadKey(id),
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/uploads/{id}", { params: { path: { id } }, signal })),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.dry_run?.state === "running" ? POLL_MS : false),
  });
}

/** Discards an upload with its files. */
export async function discardUpload(id: string): Promise<void> {
  await unwrap(client.DELETE("/api/v1/uploads/{id}", { params: { path: { id } } }));
}

/** Takes a file out of an upload. */
export function removeFile(id: string, name: string): Promise<Upload> {
  return unwrap(client.DELETE("/api/v1/uploads/{id}/files/{name}", { params: { path: { id, name } } }));
}

/** Says by what the files of an upload are told from other files: an answer about them holds for these alone. */
function filesKey({ id, files }: Upload) {
  return [...uploadKey(id), files.map(({ name, n_bytes }) => [name, n_bytes])] as const;
}

/** Lists the shipped templates that fit the files of an upload, best first. */
export function candidatesQuery(upload: Upload) {
  const path = { id: upload.id };
  return queryOptions({
    queryKey: [...filesKey(upload), "templates"],
    queryFn: async ({ signal }) => {
      const { items } = await unwrap(client.GET("/api/v1/uploads/{id}/templates", { params: { path }, signal }));
      return items;
    },
    placeholderData: keepPreviousData,
  });
}

/** Reads the beginning of the files of an upload by a template; nothing is stored. */
export function previewQuery(upload: Upload, template: Template) {
  const path = { id: upload.id };
  return queryOptions({
    queryKey: [...filesKey(upload), "preview", template],
    queryFn: ({ signal }) =>
      unwrap(client.POST("/api/v1/uploads/{id}/preview", { params: { path }, body: template, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Begins to read the whole files by a template without storing anything. */
export function startDryRun(id: string, template: Template): Promise<Upload> {
  return unwrap(client.POST("/api/v1/uploads/{id}/dry-run", { params: { path: { id } }, body: template }));
}

/** Stops the dry run. */
export function stopDryRun(id: string): Promise<Upload> {
  return unwrap(client.DELETE("/api/v1/uploads/{id}/dry-run", { params: { path: { id } } }));
}

/** The address at which the rejects of a dry run are served as a CSV file. */
export function dryRunRejectsAddress(id: string): string {
  return `/api/v1/uploads/${encodeURIComponent(id)}/dry-run/rejects.csv`;
}

/** Begins an import. */
export function startImport(id: string, template: Template): Promise<Import> {
  return unwrap(client.POST("/api/v1/uploads/{id}/import", { params: { path: { id } }, body: template }));
}

/** Returns a template as a recipe file for the command line. */
export function writeTemplate(id: string, template: Template): Promise<string> {
  const options = { params: { path: { id } }, body: template, parseAs: "text" as const };
  return unwrap(client.POST("/api/v1/uploads/{id}/template.toml", options));
}
