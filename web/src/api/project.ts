import { queryOptions } from "@tanstack/react-query";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";

/** What the project says of itself. */
export type ProjectSettings = Schemas["ProjectSettings"];
/** Whether amounts include tax. */
export type Tax = Schemas["Tax"];

/** Asks what the project says of itself. */
export const projectQuery = queryOptions({
  queryKey: ["project"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/v1/project", { signal })),
});

/** Changes what the project says of itself. */
export function changeProject(change: Partial<Omit<ProjectSettings, "id">>): Promise<ProjectSettings> {
  return unwrap(client.PATCH("/api/v1/project", { body: change }));
}
