import type { Vocabulary } from "../../../api/insights";
import type { Kind } from "./kind";
import type { Question, QuestionOf, RateName, ScoreName, Selector } from "./question";

/** What a question begins with, on the events that the project really has. */
export function defaultQuestion<K extends Kind>(kind: K, vocabulary: Vocabulary): QuestionOf<K> {
  return DEFAULTS[kind](new Known(vocabulary)) as QuestionOf<K>;
}

/** The event that begins most ways of buying, and those that follow, as far as the project has them. */
const ORDER = ["Order Completed", "Order Placed", "Purchase", "purchase"];
const VISIT = ["Page Viewed", "Product Viewed", "Screen Viewed", "page_view"];
const STEPS = ["Product Viewed", "Product Added", "Checkout Started", "Order Completed"];
const SURVEYS = ["Survey Answered", "Review Submitted"];
/** The values by which a property `survey` tells which scale was asked. */
const SURVEY_PROPERTY = "survey";
const SCORE_PROPERTY = "score";
const AMOUNTS = ["revenue", "total", "amount", "value", "price"];

class Known {
  readonly #events: Vocabulary["events"];

  constructor(vocabulary: Vocabulary) {
    this.#events = vocabulary.events;
  }

  /** Returns the first of these names that the project has. */
  find(names: readonly string[]): string | undefined {
    return names.find((name) => this.#events.some((event) => event.name === name));
  }

  /** Returns the order, or else the most frequent event. */
  order(): Selector {
    return this.event(ORDER, 0);
  }

  /** Returns the first of these events, or else that of a rank by frequency. */
  event(names: readonly string[], rank: number): Selector {
    return { event: this.find(names) ?? this.#events[Math.min(rank, this.#events.length - 1)]?.name ?? "" };
  }

  steps(): Selector[] {
    const known = STEPS.filter((name) => this.find([name]) !== undefined);
    const names = known.length >= 2 ? known : this.#events.slice(0, 2).map(({ name }) => name);
    return names.map((event) => ({ event }));
  }

  properties(event: string | undefined) {
    return this.#events.find(({ name }) => name === event)?.properties ?? [];
  }

  /** Returns the event that carries answers on a scale. */
  survey(score: ScoreName): Selector {
    const named = this.find(SURVEYS.filter((name) => this.has(name, SCORE_PROPERTY)));
    const event = named ?? this.#events.find(({ name }) => this.has(name, SCORE_PROPERTY))?.name ?? "";
    const values = this.properties(event).find(({ name }) => name === SURVEY_PROPERTY)?.values ?? [];
    return values.includes(score)
      ? { event, where: { all: [{ property: SURVEY_PROPERTY, op: "=", value: score }] } }
      : { event };
  }

  has(event: string, property: string): boolean {
    return this.properties(event).some(({ name }) => name === property);
  }

  amount(event: string | undefined): string {
    const numbers = this.properties(event).filter(({ type }) => type === "number");
    const known = AMOUNTS.find((name) => numbers.some((property) => property.name === name));
    return known ?? numbers[0]?.name ?? "";
  }
}

/** A question about a score, on the events that carry it. */
export function scoreQuestion(score: ScoreName, vocabulary: Vocabulary): QuestionOf<"score"> {
  const select = new Known(vocabulary).survey(score);
  return { kind: "score", score, select, property: SCORE_PROPERTY, interval: "month", range: { last: "365d" } };
}

/** A question about a rate, with the events that the server takes where none is named. */
export function rateQuestion(rate: RateName): QuestionOf<"rate"> {
  return { kind: "rate", rate, interval: "month", range: { last: "365d" } };
}

const DEFAULTS: Record<Kind, (known: Known) => Question> = {
  trend: (known) => ({
    kind: "trend",
    series: [{ select: known.order(), measure: "events" }],
    interval: "month",
    range: { last: "365d" },
  }),
  funnel: (known) => ({
    kind: "funnel",
    steps: known.steps(),
    window: "7d",
    order: "ordered",
    range: { last: "90d" },
  }),
  retention: (known) => ({
    kind: "retention",
    start: known.order(),
    return: known.order(),
    interval: "month",
    mode: "on",
    cohort: "first_in_range",
    range: { last: "365d" },
  }),
  paths: () => ({ kind: "paths", length: 5, collapse_repeats: true, limit: 12, range: { last: "30d" } }),
  score: (known) => ({
    kind: "score",
    score: "nps",
    select: known.survey("nps"),
    property: SCORE_PROPERTY,
    interval: "month",
    range: { last: "365d" },
  }),
  rate: () => rateQuestion("conversion"),
  sessions: () => ({ kind: "sessions", measure: "count", interval: "week", range: { last: "90d" } }),
  histogram: (known) => ({
    kind: "histogram",
    select: known.order(),
    property: known.amount(known.order().event),
    bins: 20,
    range: { last: "365d" },
  }),
  audience: (known) => ({
    kind: "audience",
    people: { all: [{ did: known.event([...ORDER, ...VISIT], 0), count: { op: ">=", value: 2 } }] },
    columns: ["events", "last_event", "revenue"],
  }),
};
