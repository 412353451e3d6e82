import { msg } from "@lingui/core/macro";
import type { Cohort, RetentionAnswer } from "../../../api/answers";
import { intervalOf, type RetentionQuestion } from "../model/question";
import { type Cell, HIDDEN_BASE, SMALL_BASE, type Told } from "./sheet";
import { bucketName, bucketTitle, groupHead, groupId, groupName, intervalName, type Teller } from "./teller";
import { chartWords } from "./words";

/** Tells whether people come back. */
export function tellRetention(answer: RetentionAnswer, question: RetentionQuestion, teller: Teller): Told {
  const { i18n, formats } = teller;
  const interval = intervalOf(question);
  const n_periods = Math.max(0, ...answer.cohorts.map(({ returned }) => returned.length));
  const periods = Array.from({ length: n_periods }, (_, period) => period);
  const head = groupHead(answer.cohorts);
  const groups = [...new Map(answer.cohorts.map((cohort) => [groupId(cohort), cohort])).values()];
  const curves = groups.map((group) =>
    averages(
      answer.cohorts.filter((each) => groupId(each) === groupId(group)),
      n_periods,
    ),
  );
  const unit = intervalName(interval, teller);
  const names = periods.map((period) => periodName(answer, period));
  const titles = names.map((name) => `${unit} ${name}`);
  return {
    finding: finding(answer, curves[0] ?? [], question, teller),
    notes: [i18n._(msg`The curve is the average of the cohorts whose period is over, each by its number of people.`)],
    empty: answer.cohorts.every(({ people }) => people === 0),
    sheet: {
      columns: [
        { name: i18n._(msg`Began in`), kind: "day" },
        ...(head ? [{ name: head, kind: "text" as const }] : []),
        { name: i18n._(msg`People`), kind: "count" },
        ...names.map((name) => ({ name, kind: "share" as const })),
      ],
      rows: answer.cohorts.map((cohort) => ({
        id: `${cohort.start}/${groupId(cohort)}`,
        small: cohort.people < SMALL_BASE,
        cells: [
          { value: cohort.start, text: bucketTitle(cohort.start, interval, teller) },
          ...(head ? [{ value: groupName(cohort, teller) }] : []),
          cohortCell(answer, cohort, undefined, question, teller),
          ...periods.map((period) => cohortCell(answer, cohort, period, question, teller)),
        ],
      })),
    },
    chart: {
      kind: "lines",
      labels: names,
      titles,
      partial: periods.map(() => false),
      series: groups.map((group, index) => ({
        name: groupName(group, teller) || i18n._(msg`All cohorts`),
        values: (curves[index] ?? []).map((value, period) =>
          period === 0 && (question.mode ?? "on") === "on" ? null : value,
        ),
        axis: 0,
      })),
      write: [formats.percent, formats.percent],
      words: chartWords(teller),
    },
  };
}

/** Names a period counted from the start: `+3`, or `3–6` where days are joined. */
function periodName({ brackets }: RetentionAnswer, period: number): string {
  return brackets?.[period]?.replace("-", "–") ?? `+${period}`;
}

/** A cell of a cohort: its size, or the share who returned in a period. */
function cohortCell(
  answer: RetentionAnswer,
  cohort: Cohort,
  period: number | undefined,
  question: RetentionQuestion,
  teller: Teller,
): Cell {
  const n_people = period === undefined ? cohort.people : cohort.returned[period];
  if (n_people === undefined) {
    return { value: null, text: "" };
  }
  const began = bucketName(cohort.start, intervalOf(question), teller);
  const group = groupName(cohort, teller);
  const label = group ? `${began} (${group})` : began;
  const name = period === undefined ? "" : periodName(answer, period);
  const words = period === undefined ? msg`Began in ${label}` : msg`Began in ${label}, returned in period ${name}`;
  const who =
    cohort.drill && n_people > 0
      ? {
          id: `${cohort.start}/${period ?? "all"}/${groupId(cohort)}`,
          label: teller.i18n._(words),
          n_people,
          request: { drill: cohort.drill, ...(period === undefined ? {} : { at: { period } }) },
        }
      : undefined;
  if (period === undefined) {
    return { value: n_people, who };
  }
  // Of a handful of people a share says nothing.
  const share = cohort.people < HIDDEN_BASE ? null : n_people / cohort.people;
  return { value: share, who, heat: share ?? 0, partial: cohort.partial[period] ?? false };
}

/** The share of all cohorts that returned in each period, over the cohorts for which that period is over. */
function averages(cohorts: readonly Cohort[], n_periods: number): (number | null)[] {
  return Array.from({ length: n_periods }, (_, period) => {
    const over = cohorts.filter(({ returned, partial }) => returned[period] !== undefined && !partial[period]);
    const people = over.reduce((sum, cohort) => sum + cohort.people, 0);
    const returned = over.reduce((sum, cohort) => sum + (cohort.returned[period] ?? 0), 0);
    return people < SMALL_BASE ? null : returned / people;
  });
}

function finding(
  answer: RetentionAnswer,
  curve: readonly (number | null)[],
  question: RetentionQuestion,
  teller: Teller,
): string {
  const { i18n, formats } = teller;
  const n_people = answer.cohorts.reduce((sum, { people }) => sum + people, 0);
  const after = curve.findIndex((value, period) => period > 0 && value !== null);
  const value = curve[after];
  if (value === null || value === undefined) {
    return i18n._(msg`Too few people, or too short a period, to say whether they come back.`);
  }
  const share = formats.percent(value);
  const base = formats.number(n_people);
  const period = `${intervalName(intervalOf(question), teller).toLocaleLowerCase(formats.tag)} ${periodName(answer, after)}`;
  return (question.mode ?? "on") === "on"
    ? i18n._(msg`${share} come back in ${period} (base: ${base} people).`)
    : i18n._(msg`${share} come back in ${period} or later (base: ${base} people).`);
}
