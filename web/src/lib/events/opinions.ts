import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { type Catalogue, type EventKind, known, type Telling, type Told } from "./model";
import { toldValue } from "./values";

const STARS_MAX = 5;
const TROUBLE_STARS_MAX = 2;

/** What customers say of the company. */
export const opinions: Catalogue = {
  "Review Submitted": { family: "opinion", label: msg`Review left`, tell: review },
  "Product Reviewed": { family: "opinion", label: msg`Product reviewed`, tell: review },
  "Survey Answered": answer(msg`Survey answered`),
  "Survey Sent": { family: "message", label: msg`Survey sent`, tell: surveyName },
  "Survey Not Sent": { family: "message", label: msg`Survey not sent`, tell: surveyNotAsked },
  "Survey Shown": { family: "message", label: msg`Survey shown`, tell: surveyName },
  "Survey Not Shown": { family: "message", label: msg`Survey not shown`, tell: surveyNotAsked },
  "Survey Dismissed": { family: "message", label: msg`Survey closed without an answer`, tell: surveyName },
  "NPS Answered": answer(msg`NPS answered`),
  "Complaint Opened": {
    family: "opinion",
    label: msg`Complaint made`,
    tell: (telling) => ({
      details: known(telling.read.text("subject") ?? toldValue(telling, "reason")),
      quote: comment(telling),
      trouble: true,
    }),
  },
};

function review({ i18n, read }: Telling): Partial<Told> {
  const score = read.number("score", "rating", "review_score");
  const stars = score !== undefined && Number.isInteger(score) && score >= 1 && score <= STARS_MAX ? score : undefined;
  const details = known(
    stars === undefined ? undefined : i18n._(msg`${stars} out of 5`),
    read.text("product_name", "name"),
  );
  return { details, stars, quote: comment({ read }), trouble: stars !== undefined && stars <= TROUBLE_STARS_MAX };
}

/** Why somebody was not asked. */
const NOT_ASKED: Readonly<Record<string, MessageDescriptor>> = {
  no_address: msg`no address`,
  unsubscribed: msg`wants no questions`,
  suppressed: msg`the address takes no mail`,
  asked_before: msg`asked the same lately`,
  rest: msg`asked something else lately`,
  year_max: msg`asked often enough this year`,
};

/** The scales of the usual surveys: the best mark, and the best of those that mean a problem. */
const SCALES: Readonly<Record<string, { best: number; trouble_max: number }>> = {
  nps: { best: 10, trouble_max: 6 },
  csat: { best: 5, trouble_max: 2 },
  csat_4: { best: 4, trouble_max: 2 },
  csat_7: { best: 7, trouble_max: 3 },
  csat_10: { best: 10, trouble_max: 5 },
  ces: { best: 7, trouble_max: 3 },
  ces_agreement: { best: 7, trouble_max: 3 },
};

function answer(label: EventKind["label"]): EventKind {
  return { family: "opinion", label, tell: surveyAnswer };
}

function surveyAnswer(telling: Telling): Partial<Told> {
  const { i18n, formats, read } = telling;
  const survey = read.text("survey_name", "survey");
  const scale = survey && Object.hasOwn(SCALES, survey) ? SCALES[survey] : undefined;
  const score = read.number("score", "answer", "rating");
  const mark = score === undefined ? undefined : formats.number(score);
  const best = scale?.best;
  const told = mark && (best === undefined ? i18n._(msg`score: ${mark}`) : i18n._(msg`score: ${mark} out of ${best}`));
  return {
    details: known(scale ? survey?.split("_")[0]?.toUpperCase() : survey, told),
    quote: comment(telling),
    trouble: scale !== undefined && score !== undefined && score <= scale.trouble_max,
  };
}

function surveyName({ read }: Telling): Partial<Told> {
  return { details: known(read.text("survey_name", "survey", "survey_id")) };
}

function surveyNotAsked({ read, i18n }: Telling): Partial<Told> {
  const reason = read.text("reason");
  const words = reason && Object.hasOwn(NOT_ASKED, reason) ? NOT_ASKED[reason] : undefined;
  return { details: known(read.text("survey_name", "survey", "survey_id"), words ? i18n._(words) : reason) };
}

/** The customer's own words; the title of a review stands before its text. */
function comment({ read }: Pick<Telling, "read">): string | undefined {
  const title = read.text("title", "comment_title", "review_title");
  const text = read.quote("comment", "review_body", "message", "text", "body", "verbatim");
  return known(title, text).join(" – ") || undefined;
}
