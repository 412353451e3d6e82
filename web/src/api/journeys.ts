import { queryOptions } from "@tanstack/react-query";
import type { JourneyAnswer } from "./answers";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";

/** A journey, and what is asked to see it. */
export type Journey = Schemas["Journey"];
/** What a journey consists of. */
export type JourneyDefinition = Schemas["JourneyDefinition"];
/** A part of a journey. */
export type JourneyStage = Schemas["JourneyStage"];
/** A step of a journey. */
export type JourneyStep = Schemas["JourneyStep"];
/** Who saved a version when. */
export type JourneyVersion = Schemas["JourneyVersion"];

/** The journey that every project has. */
const ID = "retail";
/** The lists of an answer are kept for a quarter of an hour; it is asked for again before that. */
const FACTS_FRESH_MS = 10 * 60_000;
const path = { id: ID };

/** Fetches the journey as it is now. */
export const journeyQuery = queryOptions({
  queryKey: ["journey"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/v1/journeys/{id}", { params: { path }, signal })),
});

/** Lists the versions of the journey, newest first. */
export const journeyVersionsQuery = queryOptions({
  queryKey: ["journey", "versions"],
  queryFn: async ({ signal }) =>
    (await unwrap(client.GET("/api/v1/journeys/{id}/versions", { params: { path }, signal }))).versions,
});

/** Fetches the journey as it was in a version. */
export function fetchVersion(version: number): Promise<Journey> {
  return unwrap(client.GET("/api/v1/journeys/{id}", { params: { path, query: { version } } }));
}

/** Saves the journey as its next version; `base` is the one that was changed. */
export function saveJourney(base: number, definition: JourneyDefinition): Promise<Journey> {
  return unwrap(client.PUT("/api/v1/journeys/{id}", { params: { path }, body: { base, definition } }));
}

/** Asks for the facts of the last days, step by step. */
export function journeyFactsQuery(question: Journey["question"] | undefined, days: number) {
  return queryOptions({
    queryKey: ["journey", "facts", question, days],
    queryFn: async ({ signal }) => {
      const body = { ...question, kind: "journey", range: { last: `${days}d` } };
      const answer: unknown = await unwrap(client.POST("/api/v1/insights/query", { body, signal }));
      return answer as JourneyAnswer;
    },
    enabled: Boolean(question),
    staleTime: FACTS_FRESH_MS,
    gcTime: FACTS_FRESH_MS,
  });
}
