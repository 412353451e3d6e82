import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { SessionsAnswer, SessionsValue } from "../../../api/answers";
import { intervalOf, type SessionsQuestion } from "../model/question";
import { type Estimates, lastPoint, type Point, tellEstimates } from "./estimates";
import { type Column, type ColumnKind, type Told, writeNumber } from "./sheet";
import { changeOf, type Teller } from "./teller";

type MeasureOfVisits = NonNullable<SessionsQuestion["measure"]>;

/** What is measured of visits, in words. */
export const MEASURE_NAMES: Record<MeasureOfVisits, MessageDescriptor> = {
  count: msg`Number of visits`,
  duration: msg`Average length`,
  events: msg`Events in a visit, on average`,
  bounce: msg`Visits with a single event`,
};

const KINDS: Record<MeasureOfVisits, ColumnKind> = {
  count: "count",
  duration: "seconds",
  events: "number",
  bounce: "share",
};

/** Tells how visits go. */
export function tellSessions(answer: SessionsAnswer, question: SessionsQuestion, teller: Teller): Told {
  const { i18n } = teller;
  const { measure = "count" } = question;
  const kind = KINDS[measure];
  const median: Column[] = [
    { name: i18n._(msg`Median`), kind },
    { name: i18n._(msg`90th percentile`), kind },
  ];
  const hasMedian = measure === "duration" || measure === "events";
  const told: Estimates = {
    answer,
    interval: intervalOf(question),
    name: i18n._(MEASURE_NAMES[measure]),
    kind,
    base_name: i18n._(msg`People`),
    more: [
      ...(measure === "count" ? [] : [{ name: i18n._(msg`Visits`), kind: "count" as const }]),
      ...(hasMedian ? median : []),
    ],
    pointsOf: (group) => (answer.groups[group]?.values ?? []).map((value) => pointOf(value, measure, hasMedian)),
    request: (bucket) => ({ bucket }),
    baseIsPeople: true,
    sample: false,
  };
  return tellEstimates(told, finding(told, question, teller), [], teller);
}

function pointOf(value: SessionsValue, measure: MeasureOfVisits, hasMedian: boolean): Point {
  const scaled = (number: number | null | undefined) =>
    number === null || number === undefined ? null : measure === "bounce" ? number / 100 : number;
  const more =
    measure === "count" ? [] : [value.sessions, ...(hasMedian ? [value.p50 ?? null, value.p90 ?? null] : [])];
  return { value: scaled(value.value), low: scaled(value.low), high: scaled(value.high), base: value.people, more };
}

function finding(told: Estimates, question: SessionsQuestion, teller: Teller): string {
  const { i18n } = teller;
  const found = lastPoint(told, teller);
  const value = found?.point.value;
  if (!found || typeof value !== "number") {
    return i18n._(msg`There was no visit in the period.`);
  }
  const period = found.head;
  const now = writeNumber(value, told.kind, teller);
  const before = found.before?.value;
  const change =
    typeof before === "number" && question.measure === "count" ? changeOf(value, before, teller) : undefined;
  const name = told.name;
  return change
    ? i18n._(msg`${period}: ${now} visits, ${change} compared with the period before.`)
    : i18n._(msg`${period}: ${name} ${now}`);
}
