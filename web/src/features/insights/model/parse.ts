import type { Kind } from "./kind";
import { breakdown, duration, FRAME, interval, measure, selector } from "./parts";
import {
  COHORTS,
  CREDITS,
  type Exclusion,
  GROUPED_KINDS,
  MEASURES_OF_VISITS,
  ORDERS,
  type Question,
  RATE_SELECTORS,
  RATES,
  RATES_WITH_WINDOW,
  SCORES,
  type Series,
} from "./question";
import {
  either,
  fields,
  flag,
  list,
  number,
  type Part,
  Place,
  type Read,
  type Reads,
  text,
  whole,
  word,
} from "./reader";

const PATH_LENGTH_MAX = 20;
const BINS_MAX = 200;

/** What was read of a question that anybody may have written. */
export interface Parsed {
  /** The question as it was written; `undefined` when it is none. */
  asked: Question | undefined;
  /** What the builder edits: the same but for the parts that are lost; `undefined` when it would not be a question. */
  question: Question | undefined;
  /** Fields of the question that the builder leaves as they are. */
  kept: Part[];
  /** Parts of what is asked that are not in what the builder edits. */
  lost: Part[];
  /** Whether there is a text that is no question at all. */
  unreadable: boolean;
}

const NOTHING: Parsed = { asked: undefined, question: undefined, kept: [], lost: [], unreadable: false };

/** Reads the question of an address. */
export function parseQuestion(kind: Kind, written: string | undefined): Parsed {
  if (!written) {
    return NOTHING;
  }
  try {
    return readQuestion(kind, JSON.parse(written));
  } catch {
    return { ...NOTHING, unreadable: true };
  }
}

/** Reads a question from JSON. */
export function readQuestion(kind: Kind, raw: unknown): Parsed {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    return { ...NOTHING, unreadable: true };
  }
  const asked = { ...raw, kind } as Question;
  const place = new Place();
  const question = READS[kind](asked, place) as Question | undefined;
  const { kept, lost } = place.found;
  // Something that is missing leaves nothing behind that could be named.
  const whole = !question && lost.length === 0 ? [{ path: [], value: raw }] : [];
  return { asked, question, kept, lost: [...lost, ...whole], unreadable: false };
}

/** Writes a question for an address: what the server takes, without the kind, which the path of the page says. */
export function writeQuestion(question: Question): string {
  const { kind: _, ...rest } = question;
  return JSON.stringify(rest);
}

const series = fields<Series>({ select: selector }, { name: text, measure });
const exclusion = fields<Exclusion>({ select: selector, between: list(whole(1), 2) });
const selectors = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, selector]));

/** What a conversion counts. */
const UNIT = { unit: word(["person", "session"]), gap: duration };

const READS: Record<Kind, Read<unknown>> = {
  trend: ofKind(
    { series: list(series, 1) },
    { interval, formula: text, compare: fields({ previous: word(["period", "year"]) }) },
  ),
  funnel: ofKind(
    { steps: list(selector, 1), window: duration },
    {
      order: word(ORDERS),
      exclude: list(exclusion),
      optional: list(whole(1)),
      credit: word(CREDITS),
    },
  ),
  retention: ofKind(
    { start: selector, return: selector },
    { interval, mode: word(["on", "on_or_after"]), cohort: word(COHORTS), brackets: list(whole(1), 1) },
  ),
  paths: ofKind(
    {},
    {
      from: either<unknown>(word(["session_start"]), selector),
      to: selector,
      length: whole(2, PATH_LENGTH_MAX),
      complete: flag,
      collapse_repeats: flag,
      steps: either<unknown>(word(["event"]), fields({ property: text })),
      session_gap: duration,
    },
  ),
  score: ofKind({ score: word(SCORES), select: selector, property: text }, { interval }),
  rate: (raw, at) => {
    const rate = RATES.find((each) => each === (raw as { rate?: unknown }).rate);
    const window: Reads = rate && RATES_WITH_WINDOW.includes(rate) ? { within: duration } : {};
    const more = {
      ...window,
      ...(rate === "conversion" ? UNIT : {}),
      ...(rate ? selectors(RATE_SELECTORS[rate]) : {}),
    };
    return ofKind({ rate: word(RATES) }, { interval, ...more })(raw, at);
  },
  sessions: ofKind({}, { measure: word(MEASURES_OF_VISITS), interval, gap: duration }),
  histogram: ofKind(
    { select: selector, property: text },
    { bins: either<unknown>(whole(1, BINS_MAX), list(number, 2)) },
  ),
  audience: ofKind({}, { columns: list(text) }),
};

/** Reads a question of one kind: what every question has, and what is its own. */
function ofKind(needed: Reads, optional: Reads): Read<unknown> {
  return (raw, at) => {
    const { kind } = raw as Question;
    const groups: Reads = GROUPED_KINDS.includes(kind) ? { breakdown } : {};
    return fields({ kind: text, ...needed }, { ...FRAME, ...groups, ...optional })(raw, at);
  };
}
