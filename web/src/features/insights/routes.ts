import { createRoute, lazyRouteComponent, notFound } from "@tanstack/react-router";
import { savedQuestionsQuery, vocabularyQuery } from "../../api/insights";
import { eventMessages } from "../../lib/events/catalogue";
import { type MessageCatalogue, withMessages } from "../../lib/language";
import { memberRoute } from "../../lib/parent-routes";
import { parseKind } from "./model/kind";
import { parseQuestionSearch } from "./search";

const messages: MessageCatalogue = { en: () => import("./locales/en.po"), fr: () => import("./locales/fr.po") };

/** What one can ask, and what was saved. */
export const analysesRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "analyses",
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(vocabularyQuery);
    void context.queryClient.prefetchQuery(savedQuestionsQuery);
  },
  component: lazyRouteComponent(() => withMessages(messages, import("./start-page")), "StartPage"),
});

/** One question and its answer. */
export const questionRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "analyses/$kind",
  validateSearch: parseQuestionSearch,
  beforeLoad: ({ params }) => {
    if (!parseKind(params.kind)) {
      throw notFound();
    }
  },
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(vocabularyQuery);
    void context.queryClient.prefetchQuery(savedQuestionsQuery);
  },
  component: lazyRouteComponent(
    () => withMessages([messages, eventMessages], import("./question-page")),
    "QuestionPage",
  ),
});
