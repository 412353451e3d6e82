import { queryOptions } from "@tanstack/react-query";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";

/** What customers suffer from, and what was looked at to find it. */
export type FrictionList = Schemas["FrictionList"];
/** Something that some customers suffer from. */
export type Friction = Schemas["Friction"];
/** What can be decided of it. */
export type Decision = Schemas["FrictionDecision"];
/** How much work it would be. */
export type Effort = Schemas["FrictionEffort"];
/** A figure with its range. */
export type Estimate = Schemas["FrictionEstimate"];

/** Finds what customers suffer from. */
export const frictionsQuery = queryOptions({
  queryKey: ["frictions"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/v1/frictions", { signal })),
});

/** What somebody decides of a friction; nothing any more where `said` is absent. */
export interface FrictionDecided {
  id: string;
  said?: { decision: Decision; effort: Effort | null } | undefined;
}

/** Says what is decided of a friction, or takes that back. */
export async function decideFriction({ id, said }: FrictionDecided): Promise<void> {
  const params = { path: { id } };
  if (said) {
    await unwrap(client.PUT("/api/v1/frictions/{id}/decision", { params, body: said }));
  } else {
    await unwrap(client.DELETE("/api/v1/frictions/{id}/decision", { params }));
  }
}
