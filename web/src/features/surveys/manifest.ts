import { msg } from "@lingui/core/macro";
import type { Manifest } from "../../lib/manifest";
import { IconMessageQuestion } from "../../ui/icons";
import { newSurveyRoute, surveyEditRoute, surveyListRoute, surveyRoute } from "./routes";

/** Surveys: what is asked, and how it was answered. */
export const surveys = {
  routes: [surveyListRoute, newSurveyRoute, surveyRoute, surveyEditRoute],
  navigation: [{ to: "/surveys", label: msg`Surveys`, icon: IconMessageQuestion }],
  searches: [],
} as const satisfies Manifest;
