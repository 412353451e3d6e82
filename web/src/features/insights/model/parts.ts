import {
  BREAKDOWNS_MAX,
  type Breakdown,
  CONDITIONS_MAX,
  type Conditions,
  type DidTest,
  type Frame,
  joined,
  type Measure,
  OPERATORS,
  type PersonTest,
  type PropertyTest,
  type Range,
  type Scalar,
  type Selector,
  STATISTICS,
  type Test,
  type TraitTest,
} from "./question";
import { compact, type Reader } from "./reader";

const VALUES_MAX = 100;
const NAMES_MAX = 20;
const LIMIT_MAX = 1000;
const COUNT_MAX = 1_000_000;
const DURATION = /^[1-9]\d{0,5}[smhdw]$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads a duration such as `7d`. */
export function duration(raw: unknown, reader: Reader): string | undefined {
  const text = reader.text(raw);
  return text === undefined || DURATION.test(text) ? text : reader.lose();
}

/** Reads what every question has; `fields` are those of a kind, beside. */
export function frame(object: Record<string, unknown>, reader: Reader): Frame {
  const breakdown = reader.list(object.breakdown, BREAKDOWNS_MAX, (item) => oneBreakdown(item, reader));
  return {
    range: range(object.range, reader),
    where: conditions(object.where, reader, (part) => propertyTest(part, reader)),
    people: conditions(object.people, reader, (part) => personTest(part, reader)),
    breakdown: breakdown.length > 0 ? breakdown : undefined,
    limit: reader.whole(object.limit, 1, LIMIT_MAX),
  } as Frame;
}

/** The fields of [`frame`]. */
export const FRAME_FIELDS = ["kind", "range", "where", "people", "breakdown", "limit"];

function range(raw: unknown, reader: Reader): Range | undefined {
  const object = reader.object(raw, ["last", "from", "to"]);
  if (!object) {
    return undefined;
  }
  const last = duration(object.last, reader);
  if (last) {
    return { last };
  }
  const from = day(object.from, reader);
  const to = day(object.to, reader);
  return from && to ? { from, to } : reader.lose();
}

function day(raw: unknown, reader: Reader): string | undefined {
  const text = reader.text(raw);
  return text && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : reader.lose();
}

function oneBreakdown(raw: unknown, reader: Reader): Breakdown | undefined {
  const object = reader.object(raw, ["property", "trait"]);
  const property = reader.text(object?.property);
  const trait = reader.text(object?.trait);
  return property ? { property } : trait ? { trait } : undefined;
}

/** Reads an event selector; a name that is empty is one that is yet to be chosen. */
export function selector(raw: unknown, reader: Reader): Selector | undefined {
  const object = reader.object(raw, ["event", "events", "any_event", "where"]);
  if (!object) {
    return undefined;
  }
  const where = conditions(object.where, reader, (part) => propertyTest(part, reader));
  if (reader.flag(object.any_event)) {
    return compact({ any_event: true as const, where } as Selector);
  }
  if (object.events !== undefined) {
    const events = reader.list(object.events, NAMES_MAX, (name) => reader.text(name));
    return compact({ events, where } as Selector);
  }
  return compact({ event: reader.text(object.event) ?? "", where } as Selector);
}

/** Reads conditions joined by `all` or `any`; a single one needs neither. */
export function conditions<Leaf>(
  raw: unknown,
  reader: Reader,
  read: (part: unknown) => Leaf | undefined,
): Conditions<Leaf> | undefined {
  if (raw === undefined || typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    return raw === undefined ? undefined : reader.lose();
  }
  const join = "any" in raw ? "any" : "all";
  if (!("any" in raw || "all" in raw)) {
    const single = read(raw);
    return single ? joined("all", [single]) : reader.lose();
  }
  const object = reader.object(raw, [join]);
  return joined(join, reader.list(object?.[join], CONDITIONS_MAX, read));
}

/** Reads a condition on an event. */
export function propertyTest(raw: unknown, reader: Reader): PropertyTest | undefined {
  const object = reader.object(raw, ["property", "op", "value", "fold"]);
  const read = object && test(object, reader);
  return read && { property: reader.text(object.property) ?? "", ...read };
}

function personTest(raw: unknown, reader: Reader): PersonTest | undefined {
  if (typeof raw === "object" && raw !== null && "did" in raw) {
    return didTest(raw, reader);
  }
  const object = reader.object(raw, ["trait", "op", "value", "fold"]);
  const read = object && test(object, reader);
  return read && ({ trait: reader.text(object.trait) ?? "", ...read } as TraitTest);
}

function didTest(raw: unknown, reader: Reader): DidTest | undefined {
  const object = reader.object(raw, ["did", "count", "within"]);
  const did = selector(object?.did, reader);
  const count = reader.object(object?.count ?? { op: ">=", value: 1 }, ["op", "value"]);
  const op = reader.word(count?.op, OPERATORS);
  const value = reader.whole(count?.value, 0, COUNT_MAX);
  const within = object?.within === "range" ? "range" : duration(object?.within, reader);
  return did && op && value !== undefined ? (compact({ did, count: { op, value }, within }) as DidTest) : undefined;
}

function test(object: Record<string, unknown>, reader: Reader): Test | undefined {
  const op = reader.word(object.op, OPERATORS);
  if (!op) {
    return undefined;
  }
  if (op === "set" || op === "not_set") {
    return { op };
  }
  if (op === "in" || op === "not_in") {
    return { op, value: reader.list(object.value, VALUES_MAX, (item) => scalar(item)) };
  }
  const value = scalar(object.value) ?? "";
  return compact({ op, value, fold: reader.flag(object.fold) } as Test);
}

function scalar(raw: unknown): Scalar | undefined {
  return typeof raw === "string" || typeof raw === "boolean" || (typeof raw === "number" && Number.isFinite(raw))
    ? raw
    : undefined;
}

/** Reads what a series counts. */
export function measure(raw: unknown, reader: Reader): Measure {
  if (raw === "events" || raw === "people" || raw === undefined) {
    return raw ?? "events";
  }
  const object = reader.object(raw, STATISTICS) ?? {};
  const statistic = STATISTICS.find((name) => name in object);
  if (!statistic) {
    reader.lose();
    return "events";
  }
  return { [statistic]: reader.text(object[statistic]) ?? "" };
}
