import { msg } from "@lingui/core/macro";
import type { TrendAnswer, TrendSeries } from "../../../api/answers";
import type { Property, Vocabulary } from "../../../api/insights";
import { type ChartSeries, SERIES_SHOWN_MAX } from "../../../charts/model";
import { intervalOf, type Series, type TrendQuestion } from "../model/question";
import type { ColumnKind, Told, Who } from "./sheet";
import { writeNumber } from "./sheet";
import {
  bucketFoot,
  bucketHead,
  bucketName,
  bucketTitle,
  changeOf,
  groupId,
  groupName,
  lastWhole,
  selectorName,
  type Teller,
} from "./teller";
import { chartWords, measureName } from "./words";

/** Names of properties that hold amounts of money. */
const AMOUNTS = /^(revenue|total|subtotal|amount|value|price|shipping|tax|discount|cost|margin)$/;

/** A series of the answer with what the question says of it. */
interface Curve {
  series: TrendSeries;
  asked: Series | undefined;
  /** Its name beside the others, and the name that needs nothing beside it. */
  name: string;
  whole: string;
  kind: ColumnKind;
  /** The values of stretches of time add up to that of the whole. */
  additive: boolean;
  numbers: (number | null)[];
}

/** Tells how something evolves. */
export function tellTrend(answer: TrendAnswer, question: TrendQuestion, vocabulary: Vocabulary, teller: Teller): Told {
  const interval = intervalOf(question);
  const curves = answer.series.map((series) => curveOf(series, question, vocabulary, teller));
  const shown = curves.slice(0, SERIES_SHOWN_MAX);
  const axes = [...new Set(shown.map(({ kind }) => kind))].slice(0, 2);
  const whoOf = (curve: Curve, index: number): Who | undefined => {
    const label = answer.buckets[index];
    const { drill } = curve.series;
    return drill && label && Number(curve.numbers[index] ?? 0) !== 0
      ? {
          id: `${label}/${curve.series.name}/${groupId(curve.series)}`,
          label: `${curve.whole}, ${bucketName(label, interval, teller)}`,
          n_people: curve.asked?.measure === "people" ? Number(curve.series.values[index]) : undefined,
          request: { drill, at: { bucket: label } },
        }
      : undefined;
  };
  const compared = answer.compare ? comparedSeries(answer, curves, shown, axes, teller) : [];
  const single = shown.length === 1 && compared.length === 0 && (shown[0]?.additive ?? false);
  return {
    finding: finding(curves, answer, question, teller),
    notes: notes(curves.length, shown.length, teller),
    empty: curves.every(({ numbers }) => numbers.every((value) => value === null || value === 0)),
    sheet: {
      columns: [
        { name: teller.i18n._(msg`Period`), kind: "day" },
        ...curves.map(({ name, kind }) => ({ name, kind })),
        ...comparedColumns(answer, curves, teller),
      ],
      rows: answer.buckets.map((label, index) => ({
        id: label,
        partial: answer.partial[index] ?? false,
        cells: [
          { value: label, text: bucketTitle(label, interval, teller) },
          ...curves.map((curve) => ({ value: curve.series.values[index] ?? null, who: whoOf(curve, index) })),
          ...(answer.compare?.series ?? []).map((series) => ({ value: series.values[index] ?? null })),
        ],
      })),
    },
    chart: {
      kind: single || answer.buckets.length === 1 ? "bars" : "lines",
      labels: answer.buckets.map((label) => bucketFoot(label, interval, teller)),
      titles: answer.buckets.map((label) => bucketHead(label, interval, teller)),
      partial: answer.partial,
      series: [
        ...shown.map(
          ({ name, kind, numbers }): ChartSeries => ({ name, values: numbers, axis: axes.indexOf(kind) === 1 ? 1 : 0 }),
        ),
        ...compared,
      ],
      write: [
        (value) => writeNumber(value, axes[0] ?? "number", teller),
        (value) => writeNumber(value, axes[1] ?? "number", teller),
      ],
      words: chartWords(teller),
    },
    behind: (series, index) => {
      const curve = shown[series];
      return curve && whoOf(curve, index);
    },
  };
}

function notes(n_curves: number, n_shown: number, { i18n }: Teller): string[] {
  return n_curves > n_shown
    ? [i18n._(msg`The chart shows the first ${n_shown} of ${n_curves}; the table shows all.`)]
    : [];
}

function curveOf(series: TrendSeries, question: TrendQuestion, vocabulary: Vocabulary, teller: Teller): Curve {
  const at = question.series.findIndex(({ name }, index) => (name ?? letter(index)) === series.name);
  const asked = question.series[at];
  const group = groupName(series, teller);
  const what = asked ? (asked.name ?? curveName(asked, teller)) : series.name;
  const whole = group ? `${what} · ${group}` : what;
  const alone = question.series.length === 1 && !question.formula;
  const kinds = new Set(question.series.map((each) => kindOf(each, vocabulary, teller)));
  // What curves of one kind come to when they are added and subtracted is of that kind too.
  const sum = kinds.size === 1 && !/[*/\d]/.test(question.formula ?? "");
  const [kind = "number"] = asked ? [kindOf(asked, vocabulary, teller)] : sum ? kinds : [];
  return {
    series,
    asked,
    name: group && alone ? group : whole,
    whole,
    kind,
    additive: asked ? isAdditive(asked) : sum && question.series.every(isAdditive),
    numbers: series.values.map((value) => (value === null ? null : Number(value))),
  };
}

/** Names a curve by its event, and by what is measured where that is not how often. */
function curveName({ select, measure = "events" }: Series, teller: Teller): string {
  const event = selectorName(select, teller);
  return measure === "events" ? event : `${event} (${measureName(measure, teller)})`;
}

/** The name that the server gives to a series that has none. */
function letter(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}

function kindOf({ select, measure = "events" }: Series, vocabulary: Vocabulary, teller: Teller): ColumnKind {
  if (typeof measure === "string" || "distinct" in measure) {
    return "count";
  }
  const property = Object.values(measure)[0] ?? "";
  const properties = vocabulary.events.find(({ name }) => name === select.event)?.properties ?? [];
  return AMOUNTS.test(property) && inCurrency(properties, teller.formats.currency) ? "money" : "number";
}

/** Says whether what the amounts of an event are in can only be the currency of the project. */
function inCurrency(properties: readonly Property[], currency: string | null): boolean {
  const { values = [] } = properties.find(({ name }) => name === "currency") ?? {};
  return currency !== null && values.every((value) => value === currency);
}

/** Says whether the values of stretches of time add up to that of the whole. */
function isAdditive({ measure = "events" }: Series): boolean {
  return measure === "events" || (typeof measure === "object" && "sum" in measure);
}

function comparedSeries(
  { compare }: TrendAnswer,
  curves: readonly Curve[],
  shown: readonly Curve[],
  axes: readonly ColumnKind[],
  { i18n }: Teller,
): ChartSeries[] {
  return (compare?.series ?? []).slice(0, shown.length).map(({ values }, index) => {
    const { name = "", kind = "number" } = curves[index] ?? {};
    return {
      name: i18n._(msg`${name}, before`),
      values: values.map((value) => (value === null ? null : Number(value))),
      axis: axes.indexOf(kind) === 1 ? 1 : 0,
      before: true,
    };
  });
}

function comparedColumns({ compare }: TrendAnswer, curves: readonly Curve[], { i18n }: Teller) {
  return (compare?.series ?? []).map((_, index) => {
    const { name = "", kind = "number" as const } = curves[index] ?? {};
    return { name: i18n._(msg`${name}, before`), kind };
  });
}

function finding(curves: readonly Curve[], answer: TrendAnswer, question: TrendQuestion, teller: Teller): string {
  const { i18n } = teller;
  // Where something is computed from the curves, it is what was asked for.
  const first = curves.find(({ asked }) => !asked) ?? curves[0];
  if (!first) {
    return i18n._(msg`Nothing of this kind happened in the period.`);
  }
  const sumOf = ({ numbers }: Curve) => numbers.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const grouped = curves.filter(({ series }) => series.name === first.series.name);
  const { name, kind, additive } = first;
  if (additive && grouped.length > 1) {
    const all = grouped.reduce((sum, curve) => sum + sumOf(curve), 0);
    const share = all === 0 ? "–" : teller.formats.percent(sumOf(first) / all);
    const total = writeNumber(all, kind, teller);
    const group = groupName(first.series, teller);
    const what = first.asked ? curveName(first.asked, teller) : first.series.name;
    return i18n._(msg`${what}: “${group}” comes first, with ${share} of ${total}.`);
  }
  const { last, before } = lastWhole(answer.partial);
  const value = last === undefined ? undefined : first.numbers[last];
  const period = last === undefined ? "" : bucketName(answer.buckets[last] ?? "", intervalOf(question), teller);
  const total = writeNumber(sumOf(first), kind, teller);
  if (value === null || value === undefined || answer.buckets.length < 2) {
    return additive
      ? i18n._(msg`${name}: ${total} over the period.`)
      : `${name}: ${writeNumber(first.numbers[0] ?? 0, kind, teller)}`;
  }
  const now = writeNumber(value, kind, teller);
  const earlier = before === undefined ? undefined : (first.numbers[before] ?? undefined);
  const change = earlier === undefined ? undefined : changeOf(value, earlier, teller);
  if (additive) {
    return change
      ? i18n._(msg`${name}: ${total} over the period; ${now} in ${period}, ${change} compared with the one before.`)
      : i18n._(msg`${name}: ${total} over the period; ${now} in ${period}.`);
  }
  return change
    ? i18n._(msg`${name}: ${now} in ${period}, ${change} compared with the one before.`)
    : i18n._(msg`${name}: ${now} in ${period}.`);
}
