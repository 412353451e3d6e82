import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { surveyQuery, surveysQuery, surveyTemplatesQuery } from "../../api/surveys";
import { journeyMessages } from "../../lib/journey/catalogue";
import { type MessageCatalogue, withMessages } from "../../lib/language";
import { memberRoute } from "../../lib/parent-routes";
import { parseSurveySearch } from "./search";

const messages: MessageCatalogue = { en: () => import("./locales/en.po"), fr: () => import("./locales/fr.po") };

/** All surveys. */
export const surveyListRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "surveys",
  loader: ({ context }) => void context.queryClient.prefetchQuery(surveysQuery),
  component: lazyRouteComponent(() => withMessages(messages, import("./survey-list-page")), "SurveyListPage"),
});

/** What a survey begins with. */
export const newSurveyRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "surveys/new",
  loader: ({ context }) => void context.queryClient.prefetchQuery(surveyTemplatesQuery),
  component: lazyRouteComponent(() => withMessages(messages, import("./new-survey-page")), "NewSurveyPage"),
});

/** One survey: where it is answered, and how it was. */
export const surveyRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "surveys/$surveyId",
  validateSearch: parseSurveySearch,
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(surveyQuery(params.surveyId)),
  component: lazyRouteComponent(() => withMessages([messages, journeyMessages], import("./survey-page")), "SurveyPage"),
});

/** What a survey asks. */
export const surveyEditRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: "surveys/$surveyId/edit",
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(surveyQuery(params.surveyId)),
  component: lazyRouteComponent(() => withMessages([messages, journeyMessages], import("./edit-page")), "EditPage"),
});
