import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { RateAnswer, ScoreAnswer, TrendAnswer } from "./answers";
import { client, type Schemas } from "./client";
import { problemOf, unwrap } from "./failure";

/** A survey, and what tells how it was answered. */
export type Survey = Schemas["Survey"];
/** A survey in a list. */
export type SurveyLine = Schemas["SurveyLine"];
/** What a survey asks. */
export type SurveyDefinition = Schemas["SurveyDefinition"];
/** One question of a survey. */
export type SurveyQuestion = Schemas["SurveyQuestion"];
/** What sort of answer a question takes. */
export type SurveyQuestionKind = Schemas["SurveyQuestionKind"];
/** A text in the languages of a survey. */
export type SurveyWords = Schemas["SurveyWords"];
/** A questionnaire to begin with. */
export type SurveyTemplate = Schemas["SurveyTemplate"];
/** Who is asked by mail, and when. */
export type SurveyInvite = Schemas["SurveyInvite"];
/** Who is asked in pages, and when. */
export type SurveyInPage = Schemas["SurveyInPage"];
/** What tells whom a survey asks by itself over a channel. */
export type SurveyChannel = Schemas["SurveyChannel"];
/** How often one person may be asked, whatever the survey. */
export type SurveyRules = Schemas["SurveyRules"];
/** What one person answered at one time. */
export type SurveyResponse = Schemas["SurveyResponse"];

/** The lists of an answer are kept for a quarter of an hour; it is asked for again before that. */
const FACTS_FRESH_MS = 10 * 60_000;

/** Lists the surveys, newest first. */
export const surveysQuery = queryOptions({
  queryKey: ["surveys"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/v1/surveys", { signal })),
});

/** Lists the questionnaires to begin with. */
export const surveyTemplatesQuery = queryOptions({
  queryKey: ["surveys", "templates"],
  queryFn: async ({ signal }) => (await unwrap(client.GET("/api/v1/survey-templates", { signal }))).templates,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Fetches a survey. */
export function surveyQuery(id: string) {
  return queryOptions({
    queryKey: ["surveys", "one", id],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/surveys/{id}", { params: { path: { id } }, signal })),
  });
}

/** Asks how a question was answered in the last days; nothing where no such event was ever seen. */
export function surveyFactsQuery(question: { [field: string]: unknown } | undefined, days: number) {
  return queryOptions({
    queryKey: ["surveys", "facts", question, days],
    queryFn: async ({ signal }) => {
      const body = { ...question, kind: String(question?.kind), range: { last: `${days}d` } };
      try {
        const answer: unknown = await unwrap(client.POST("/api/v1/insights/query", { body, signal }));
        return answer as ScoreAnswer | TrendAnswer | RateAnswer;
      } catch (error) {
        if (problemOf(error).code === "unknown_event") {
          return null;
        }
        throw error;
      }
    },
    enabled: Boolean(question),
    staleTime: FACTS_FRESH_MS,
    gcTime: FACTS_FRESH_MS,
  });
}

/** Lists responses page by page, newest first. */
export function surveyResponsesQuery(id: string, search: string, has_comment: boolean) {
  return infiniteQueryOptions({
    queryKey: ["surveys", "responses", id, search, has_comment],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(search ? { search } : {}), has_comment, ...(pageParam ? { before: pageParam } : {}) };
      return unwrap(client.GET("/api/v1/surveys/{id}/responses", { params: { path: { id }, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
}

/** Fetches how often one person may be asked. */
export const surveyRulesQuery = queryOptions({
  queryKey: ["surveys", "rules"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/v1/survey-rules", { signal })),
});

/** Says how often one person may be asked. */
export function setSurveyRules(rules: SurveyRules): Promise<SurveyRules> {
  return unwrap(client.PUT("/api/v1/survey-rules", { body: rules }));
}

/** Makes a survey. */
export function createSurvey(name: string, definition: SurveyDefinition): Promise<Survey> {
  return unwrap(client.POST("/api/v1/surveys", { body: { name, definition } }));
}

/** Saves a survey as its next version; `base` is the one that was changed. */
export function saveSurvey(id: string, change: Schemas["SurveyChange"]): Promise<Survey> {
  return unwrap(client.PUT("/api/v1/surveys/{id}", { params: { path: { id } }, body: change }));
}

/** Opens a survey, or closes it. */
export function setSurveyState(id: string, state: "open" | "closed"): Promise<Survey> {
  return unwrap(client.POST("/api/v1/surveys/{id}/state", { params: { path: { id } }, body: { state } }));
}

/** Deletes a survey that was never open. */
export async function deleteSurvey(id: string): Promise<void> {
  await unwrap(client.DELETE("/api/v1/surveys/{id}", { params: { path: { id } } }));
}

/** Where the page of a survey is shown as those will see it who answer. */
export const previewAddress = (id: string, language: string) =>
  `/api/v1/surveys/${encodeURIComponent(id)}/preview?language=${language}`;
/** Where its address is drawn. */
export const codeAddress = (id: string) => `/api/v1/surveys/${encodeURIComponent(id)}/qr.svg`;
/** Where all its responses are a file. */
export const responsesFileAddress = (id: string) => `/api/v1/surveys/${encodeURIComponent(id)}/responses.csv`;
