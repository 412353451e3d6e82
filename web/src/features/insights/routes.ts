import { createRoute, lazyRouteComponent, notFound } from "@tanstack/react-router";
import { savedQuestionsQuery, vocabularyQuery } from "../../api/insights";
import { fetchWords } from "../../lib/language";
import { memberRoute } from "../../lib/parent-routes";
import { parseKind } from "./model/kind";
import { parseQuestionSearch } from "./search";

/** What one can ask, and what was saved. */
export const analysesRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "analyses",
  beforeLoad: () => fetchWords("insights"),
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(vocabularyQuery);
    void context.queryClient.prefetchQuery(savedQuestionsQuery);
  },
  component: lazyRouteComponent(() => import("./start-page"), "StartPage"),
});

/** One question and its answer. */
export const questionRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "analyses/$kind",
  validateSearch: parseQuestionSearch,
  beforeLoad: async ({ params }) => {
    if (!parseKind(params.kind)) {
      throw notFound();
    }
    await fetchWords("insights");
  },
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(vocabularyQuery);
    void context.queryClient.prefetchQuery(savedQuestionsQuery);
  },
  component: lazyRouteComponent(() => import("./question-page"), "QuestionPage"),
});
