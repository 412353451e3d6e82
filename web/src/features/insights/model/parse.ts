import type { Kind } from "./kind";
import { duration, FRAME_FIELDS, frame, measure, selector } from "./parts";
import {
  COHORTS,
  CREDITS,
  EXCLUSIONS_MAX,
  type Exclusion,
  INTERVALS,
  MEASURES_OF_VISITS,
  ORDERS,
  type Question,
  type QuestionOf,
  RATE_SELECTORS,
  RATES,
  type RateQuestion,
  SCORES,
  SERIES_MAX,
  type Series,
  STEPS_MAX,
} from "./question";
import { compact, Reader } from "./reader";

const PATH_LENGTH_MAX = 20;
const BINS_MAX = 200;
const COLUMNS_MAX = 20;

/** What was read of a question that anybody may have written. */
export interface Parsed {
  /** The question; `undefined` when nothing of it could be read. */
  question: Question | undefined;
  /** Whether a part of it was left out. */
  lost: boolean;
}

type Readers = { [K in Kind]: (object: Record<string, unknown>, reader: Reader) => QuestionOf<K> | undefined };

/** Reads the question of an address. */
export function parseQuestion(kind: Kind, text: string | undefined): Parsed {
  if (!text) {
    return { question: undefined, lost: false };
  }
  try {
    return readQuestion(kind, JSON.parse(text));
  } catch {
    return { question: undefined, lost: true };
  }
}

/** Reads a question from JSON. */
export function readQuestion(kind: Kind, raw: unknown): Parsed {
  const reader = new Reader();
  const object = reader.object(raw, [...FRAME_FIELDS, ...FIELDS[kind]]);
  const question = object && (READERS[kind] as (typeof READERS)["trend"])(object, reader);
  return { question: question && compact(question), lost: reader.lost || !question };
}

/** Writes a question for an address: what the server takes, without the kind, which the path of the page says. */
export function writeQuestion(question: Question): string {
  const { kind: _, ...rest } = question;
  return JSON.stringify(rest);
}

const FIELDS: Record<Kind, readonly string[]> = {
  trend: ["series", "interval", "formula", "compare"],
  funnel: ["steps", "window", "order", "exclude", "optional", "credit"],
  retention: ["start", "return", "interval", "mode", "cohort"],
  paths: ["from", "to", "length", "complete", "collapse_repeats", "steps", "session_gap"],
  score: ["score", "select", "property", "interval"],
  rate: ["rate", "interval", "within", ...Object.values(RATE_SELECTORS).flat()],
  sessions: ["measure", "interval", "gap"],
  histogram: ["select", "property", "bins"],
  audience: ["columns"],
};

const READERS: Readers = {
  trend: (object, reader) => {
    const series = reader.list(object.series, SERIES_MAX, (item) => oneSeries(item, reader));
    const compare = reader.object(object.compare, ["previous"]);
    const previous = reader.word(compare?.previous, ["period", "year"] as const);
    return series.length === 0
      ? undefined
      : compact({
          kind: "trend",
          ...frame(object, reader),
          series,
          interval: reader.word(object.interval, INTERVALS) ?? "day",
          formula: reader.text(object.formula),
          compare: previous && { previous },
        } as QuestionOf<"trend">);
  },
  funnel: (object, reader) => {
    const steps = reader.list(object.steps, STEPS_MAX, (item) => selector(item, reader));
    const exclude = reader.list(object.exclude, EXCLUSIONS_MAX, (item) => exclusion(item, reader, steps.length));
    const optional = reader.list(object.optional, STEPS_MAX, (item) => reader.whole(item, 2, steps.length - 1));
    return steps.length === 0
      ? undefined
      : compact({
          kind: "funnel",
          ...frame(object, reader),
          steps,
          window: duration(object.window, reader) ?? "7d",
          order: reader.word(object.order, ORDERS) ?? "ordered",
          exclude: exclude.length > 0 ? exclude : undefined,
          optional: optional.length > 0 ? optional : undefined,
          credit: reader.word(object.credit, CREDITS),
        } as QuestionOf<"funnel">);
  },
  retention: (object, reader) => {
    const start = selector(object.start, reader);
    const back = selector(object.return, reader);
    return start && back
      ? {
          kind: "retention",
          ...frame(object, reader),
          start,
          return: back,
          interval: reader.word(object.interval, INTERVALS) ?? "week",
          mode: reader.word(object.mode, ["on", "on_or_after"] as const) ?? "on",
          cohort: reader.word(object.cohort, COHORTS) ?? "first_in_range",
        }
      : undefined;
  },
  paths: (object, reader) => {
    const from = object.from === "session_start" ? undefined : selector(object.from, reader);
    const property = reader.text(
      reader.object(object.steps === "event" ? undefined : object.steps, ["property"])?.property,
    );
    return compact({
      kind: "paths",
      ...frame(object, reader),
      from,
      to: selector(object.to, reader),
      length: reader.whole(object.length, 2, PATH_LENGTH_MAX) ?? 5,
      complete: reader.flag(object.complete),
      collapse_repeats: reader.flag(object.collapse_repeats),
      steps: property ? { property } : undefined,
      session_gap: duration(object.session_gap, reader),
    } as QuestionOf<"paths">);
  },
  score: (object, reader) => {
    const select = selector(object.select, reader);
    return select
      ? {
          kind: "score",
          ...frame(object, reader),
          score: reader.word(object.score, SCORES) ?? "nps",
          select,
          property: reader.text(object.property) ?? "",
          interval: reader.word(object.interval, INTERVALS) ?? "day",
        }
      : undefined;
  },
  rate: (object, reader) => {
    const rate = reader.word(object.rate, RATES);
    if (!rate) {
      return undefined;
    }
    const parts = RATE_SELECTORS[rate].map((part) => [part, selector(object[part], reader)]);
    return compact({
      kind: "rate",
      ...frame(object, reader),
      rate,
      interval: reader.word(object.interval, INTERVALS) ?? "month",
      within: duration(object.within, reader),
      ...Object.fromEntries(parts),
    } as RateQuestion);
  },
  sessions: (object, reader) =>
    compact({
      kind: "sessions",
      ...frame(object, reader),
      measure: reader.word(object.measure, MEASURES_OF_VISITS) ?? "count",
      interval: reader.word(object.interval, INTERVALS) ?? "day",
      gap: duration(object.gap, reader),
    } as QuestionOf<"sessions">),
  histogram: (object, reader) => {
    const select = selector(object.select, reader);
    return select
      ? {
          kind: "histogram",
          ...frame(object, reader),
          select,
          property: reader.text(object.property) ?? "",
          bins: reader.whole(object.bins, 1, BINS_MAX) ?? 20,
        }
      : undefined;
  },
  audience: (object, reader) => ({
    kind: "audience",
    ...frame(object, reader),
    columns: reader.list(object.columns, COLUMNS_MAX, (item) => reader.text(item)),
  }),
};

function oneSeries(raw: unknown, reader: Reader): Series | undefined {
  const object = reader.object(raw, ["name", "select", "measure"]);
  const select = selector(object?.select, reader);
  return (
    select && compact({ name: reader.text(object?.name), select, measure: measure(object?.measure, reader) } as Series)
  );
}

function exclusion(raw: unknown, reader: Reader, n_steps: number): Exclusion | undefined {
  const object = reader.object(raw, ["select", "between"]);
  const select = selector(object?.select, reader);
  const [from, to] = reader.list(object?.between, 2, (item) => reader.whole(item, 1, n_steps));
  return select && from && to ? { select, between: [from, to] } : undefined;
}
