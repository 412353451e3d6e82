import { msg } from "@lingui/core/macro";
import type { ScoreAnswer, ScoreValue } from "../../../api/answers";
import { intervalOf, type ScoreQuestion } from "../model/question";
import { type Estimates, type Found, lastPoint, type Point, smallBaseNote, tellEstimates } from "./estimates";
import { type Column, type ColumnKind, type Told, writeNumber } from "./sheet";
import type { Teller } from "./teller";
import { SCORE_NAMES } from "./words";

const KINDS: Record<ScoreQuestion["score"], ColumnKind> = {
  nps: "points",
  csat: "share",
  csat_4: "share",
  csat_7: "share",
  csat_10: "share",
  ces: "number",
  ces_agreement: "number",
};

/** Tells how satisfied people are. */
export function tellScore(answer: ScoreAnswer, question: ScoreQuestion, teller: Teller): Told {
  const { i18n } = teller;
  const told: Estimates = {
    answer,
    interval: intervalOf(question),
    name: i18n._(SCORE_NAMES[question.score]),
    kind: KINDS[question.score],
    base_name: i18n._(msg`Answers`),
    more: moreColumns(question, teller),
    pointsOf: (group) => (answer.groups[group]?.values ?? []).map((value) => pointOf(value, question)),
    request: (bucket) => ({ bucket }),
    baseIsPeople: false,
    free: true,
    sample: true,
  };
  const found = lastPoint(told, teller);
  const n = found?.point.base ?? 0;
  return tellEstimates(told, finding(told, found, teller), n > 0 ? smallBaseNote(n, teller) : [], teller);
}

function pointOf(value: ScoreValue, { score }: ScoreQuestion): Point {
  // The server answers satisfaction in per cent; a share is a ratio everywhere here.
  const scaled = (number: number | null) => (number === null ? null : KINDS[score] === "share" ? number / 100 : number);
  const more =
    score === "nps"
      ? [value.promoters ?? null, value.passives ?? null, value.detractors ?? null]
      : KINDS[score] === "share"
        ? [value.mean ?? null]
        : [];
  return { value: scaled(value.value), low: scaled(value.low), high: scaled(value.high), base: value.n, more };
}

function moreColumns({ score }: ScoreQuestion, { i18n }: Teller): Column[] {
  if (score === "nps") {
    return [
      { name: i18n._(msg`Promoters`), kind: "count" },
      { name: i18n._(msg`Passives`), kind: "count" },
      { name: i18n._(msg`Detractors`), kind: "count" },
    ];
  }
  return KINDS[score] === "share" ? [{ name: i18n._(msg`Average answer`), kind: "number" }] : [];
}

function finding(told: Estimates, found: Found | undefined, teller: Teller): string {
  const { i18n, formats } = teller;
  const { value, low, high, base } = found?.point ?? {};
  if (!found || typeof value !== "number" || typeof low !== "number" || typeof high !== "number" || (base ?? 0) < 5) {
    return i18n._(msg`Too few answers in the period to say anything.`);
  }
  const write = (number: number) => writeNumber(number, told.kind, teller);
  const [now, from, to, n] = [write(value), write(low), write(high), formats.number(base ?? 0)];
  const period = found.head;
  switch (told.kind) {
    case "points":
      return i18n._(msg`${period}: NPS ${now} (between ${from} and ${to}; base: ${n} answers)`);
    case "share":
      return i18n._(msg`${period}: ${now} satisfied (between ${from} and ${to}; base: ${n} answers)`);
    default:
      return i18n._(msg`${period}: ease ${now}/7 (between ${from} and ${to}; base: ${n} answers)`);
  }
}
