import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Survey, SurveyQuestionKind, SurveyWords } from "../../api/surveys";

/** What sorts of questions there are, in the order in which they are offered. */
export const KINDS: readonly SurveyQuestionKind[] = [
  "nps",
  "csat",
  "csat_4",
  "csat_7",
  "csat_10",
  "ces",
  "ces_agreement",
  "single_choice",
  "multiple_choice",
  "text",
];

/** How they are called. */
export const KIND_NAMES: Readonly<Record<SurveyQuestionKind, MessageDescriptor>> = {
  nps: msg`Recommendation (NPS), 0 to 10`,
  csat: msg`Satisfaction (CSAT), 5 levels`,
  csat_4: msg`Satisfaction (CSAT), 4 levels without a middle`,
  csat_7: msg`Satisfaction (CSAT), 1 to 7`,
  csat_10: msg`Satisfaction (CSAT), 1 to 10`,
  ces: msg`Ease (CES), 1 to 7`,
  ces_agreement: msg`Ease (CES), agreement from 1 to 7`,
  single_choice: msg`One choice`,
  multiple_choice: msg`Several choices`,
  text: msg`Their own words`,
};

/** Whether a survey can be answered. */
export const STATE_NAMES: Readonly<Record<Survey["state"], MessageDescriptor>> = {
  draft: msg`Draft`,
  open: msg`Open`,
  closed: msg`Closed`,
};

/** What the questionnaires to begin with are for. */
export const TEMPLATE_NAMES: Readonly<Record<string, { name: MessageDescriptor; words: MessageDescriptor }>> = {
  nps: { name: msg`Recommendation (NPS)`, words: msg`Would they recommend you, and why? For the whole relation.` },
  csat: { name: msg`Satisfaction (CSAT)`, words: msg`How was it? After a delivery, a visit to a shop, a call.` },
  ces: { name: msg`Ease (CES)`, words: msg`Was it easy? After a return, a request for help, a purchase online.` },
  recovery: { name: msg`Problem solved?`, words: msg`Did your answer solve it? After a complaint.` },
  origin: { name: msg`How they know you`, words: msg`A friend, a search, a shop: where customers come from.` },
  text: { name: msg`Open question`, words: msg`One question, answered in their own words.` },
};

/** The languages of surveys, as each calls itself. */
export const LANGUAGES = [
  { tag: "fr", name: "Français" },
  { tag: "en", name: "English" },
] as const;

/** Returns a text in the language of the reader, or else in another; who asks is put in its place. */
export function inWords(words: SurveyWords, brand: string, locale: string): string {
  const [first, other] = locale === "fr" ? [words.fr, words.en] : [words.en, words.fr];
  return (first ?? other ?? "").replaceAll("{brand}", brand);
}

/** Whether a kind of question is answered on a scale of numbers. */
export function levelsOf(kind: SurveyQuestionKind): number[] {
  const [least, most] = SCALES[kind] ?? [0, -1];
  return Array.from({ length: most - least + 1 }, (_, index) => least + index);
}

const SCALES: Readonly<Partial<Record<SurveyQuestionKind, readonly [number, number]>>> = {
  nps: [0, 10],
  csat: [1, 5],
  csat_4: [1, 4],
  csat_7: [1, 7],
  csat_10: [1, 10],
  ces: [1, 7],
  ces_agreement: [1, 7],
};
