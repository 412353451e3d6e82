import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Answer, AudienceAnswer } from "./answers";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";

/** A question as the server takes it. */
export type InsightQuestion = Schemas["InsightQuestion"];
/** The names of events and attributes, with what they hold. */
export type Vocabulary = Schemas["Vocabulary"];
/** A property of an event, or an attribute of people. */
export type Property = Schemas["Property"];
/** A question that was kept under a name. */
export type SavedQuestion = Schemas["SavedQuestion"];

/** Which of the people of an answer are wanted. */
export interface PeopleRequest {
  drill: string;
  at?: Record<string, unknown> | undefined;
}

const VOCABULARY_FRESH_MS = 5 * 60_000;
/** The columns with which people are listed. */
export const NAME_COLUMNS = ["trait:name", "trait:email"] as const;
const PAGE_SIZE = 50;
/** A token of an answer is good for a quarter of an hour; an answer is asked for again before that. */
const ANSWER_FRESH_MS = 10 * 60_000;

/** Asks a question. What the answer holds depends on its kind: `answers.ts` says it, the description leaves it open. */
function ask(body: InsightQuestion, signal: AbortSignal | null = null): Promise<unknown> {
  return unwrap(client.POST("/api/v1/insights/query", { body, signal }));
}

/** Answers a question. The answer goes with its question: while the next one is computed, the one before is shown. */
export function answerQuery<Question extends { kind: string }>(question: Question | undefined) {
  return queryOptions({
    queryKey: ["insights", "answer", question],
    queryFn: async ({ signal }) => {
      const asked = question as Question;
      const body: InsightQuestion = { ...asked };
      return { asked, answer: (await ask(body, signal)) as Answer };
    },
    enabled: question !== undefined,
    staleTime: ANSWER_FRESH_MS,
    gcTime: ANSWER_FRESH_MS,
    placeholderData: keepPreviousData,
  });
}

/** Lists the people who were counted in a number, page by page. */
export function countedPeopleQuery(request: PeopleRequest | undefined) {
  return infiniteQueryOptions({
    queryKey: ["insights", "people", request],
    queryFn: async ({ pageParam, signal }) => {
      const { drill = "", at } = request ?? {};
      const body = {
        drill,
        ...(at ? { at } : {}),
        columns: [...NAME_COLUMNS, "events", "last_event"],
        limit: PAGE_SIZE,
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      const people: unknown = await unwrap(client.POST("/api/v1/insights/people", { body, signal }));
      return people as AudienceAnswer;
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
    enabled: request !== undefined,
    // A token goes with its answer: what was listed before is not asked for again.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Lists the people of a question about people, page by page. */
export function audienceQuery(question: { kind: string } | undefined) {
  return infiniteQueryOptions({
    queryKey: ["insights", "audience", question],
    queryFn: async ({ pageParam, signal }) => {
      const asked = question as InsightQuestion;
      const body = { ...asked, limit: PAGE_SIZE, ...(pageParam ? { cursor: pageParam } : {}) };
      return (await ask(body, signal)) as AudienceAnswer;
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
    enabled: question !== undefined,
    staleTime: ANSWER_FRESH_MS,
    placeholderData: keepPreviousData,
  });
}

/** Fetches the names that questions are made of. */
export const vocabularyQuery = queryOptions({
  queryKey: ["insights", "vocabulary"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/v1/insights/vocabulary", { signal })),
  staleTime: VOCABULARY_FRESH_MS,
});

/** Lists the questions that were saved, by name. */
export const savedQuestionsQuery = queryOptions({
  queryKey: ["insights", "saved"],
  queryFn: async ({ signal }) => (await unwrap(client.GET("/api/v1/insights/saved", { signal }))).items,
});

/** Saves a question under a name. */
export function saveQuestion(name: string, question: InsightQuestion): Promise<SavedQuestion> {
  return unwrap(client.POST("/api/v1/insights/saved", { body: { name, question } }));
}

/** Renames a saved question, or puts another one in its place. */
export function changeSavedQuestion(
  id: string,
  change: { name?: string; question?: InsightQuestion },
): Promise<SavedQuestion> {
  return unwrap(client.PUT("/api/v1/insights/saved/{id}", { params: { path: { id } }, body: change }));
}

/** Deletes a saved question. */
export async function deleteSavedQuestion(id: string): Promise<void> {
  await unwrap(client.DELETE("/api/v1/insights/saved/{id}", { params: { path: { id } } }));
}

/** Returns the saved questions for a search, without keeping the answer. */
export async function findSavedQuestions(signal: AbortSignal): Promise<SavedQuestion[]> {
  return (await unwrap(client.GET("/api/v1/insights/saved", { signal }))).items;
}

const EXPORT_PAGE_SIZE = 1000;
/** The most people that a file holds. */
export const EXPORT_PEOPLE_MAX = 20_000;

/** Fetches the people of a question for a file, all of them up to the most that it holds. */
export async function fetchAudience(question: { kind: string }): Promise<AudienceAnswer["people"]> {
  const people: AudienceAnswer["people"] = [];
  let cursor: string | null = null;
  do {
    const body: InsightQuestion = { ...question, limit: EXPORT_PAGE_SIZE, ...(cursor ? { cursor } : {}) };
    const page = (await ask(body)) as AudienceAnswer;
    people.push(...page.people);
    cursor = page.cursor;
  } while (cursor !== null && people.length < EXPORT_PEOPLE_MAX);
  return people;
}
