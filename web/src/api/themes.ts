import { queryOptions } from "@tanstack/react-query";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";
import type { Polarity } from "./verbatims";

/** What customers talk about. */
export type ThemeList = Schemas["ThemeList"];
/** A theme. */
export type Theme = Schemas["Theme"];
/** A theme as it is to be; one without an id is new. */
export type ThemeChange = Schemas["ThemeChange"];
/** What was learnt, and how well texts are understood. */
export type Teaching = Schemas["Teaching"];
/** Something that was learnt of scores. */
export type Lesson = Schemas["Lesson"];

/** Lists what customers talk about. Its key begins as that of verbatims: what changes one changes the other. */
export const themesQuery = queryOptions({
  queryKey: ["verbatims", "themes"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/v1/themes", { signal })),
});

/** Asks what was learnt, and how well texts are understood. */
export const teachingQuery = queryOptions({
  queryKey: ["verbatims", "teaching"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/v1/verbatims/lessons", { signal })),
});

/** Saves what customers talk about; `base` is the version that was changed. */
export function saveThemes(base: number, themes: ThemeChange[]): Promise<ThemeList> {
  return unwrap(client.PUT("/api/v1/themes", { body: { base, themes } }));
}

/** Looks for themes in what is about nothing known. */
export function findThemes(): Promise<Schemas["FoundThemes"]> {
  return unwrap(client.POST("/api/v1/themes/find"));
}

/** Learns anew from scores and from what people said. */
export async function learn(): Promise<Lesson | null> {
  return (await unwrap(client.POST("/api/v1/verbatims/lessons"))).lesson;
}

/** What somebody says of a clause; nothing any more where `said` is absent. */
export interface ClauseLabel {
  clause: string;
  said?: { theme: string | null; polarity: Polarity };
}

/** Says of a clause what it is about and whether it praises, or takes that back. */
export async function labelClause({ clause, said }: ClauseLabel): Promise<void> {
  const params = { path: { id: clause } };
  if (said) {
    await unwrap(client.PUT("/api/v1/verbatims/clauses/{id}", { params, body: said }));
  } else {
    await unwrap(client.DELETE("/api/v1/verbatims/clauses/{id}", { params }));
  }
}
