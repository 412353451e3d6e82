import { isGroup } from "./conditions";
import {
  type Breakdown,
  CALENDAR_STEPS,
  type Conditions,
  type Interval,
  type Measure,
  OPERATORS,
  PERSON_STATISTICS,
  type PersonTest,
  type PropertyTest,
  type Range,
  type Scalar,
  type Selector,
  STATISTICS,
} from "./question";
import { canRead, either, fields, flag, list, number, type Read, text, textLike, whole, word } from "./reader";

const LIMIT_MAX = 1000;
/** The deepest nesting of conditions that the server reads; deeper ones are kept as they are. */
const DEPTH_MAX = 32;

/** Reads a duration such as `7d`. */
export const duration = textLike(/^\d{1,9}[smhdw]$/);

const moment: Read<string> = (raw) =>
  typeof raw === "string" && /^\d{4}-\d{2}-\d{2}(T.+)?$/.test(raw) && !Number.isNaN(Date.parse(raw)) ? raw : undefined;

/** Reads a period. */
export const range = either<Range>(fields({ last: duration }), fields({ from: moment, to: moment }));

/** Reads how time is cut. */
export const interval = either<Interval>(
  word(CALENDAR_STEPS),
  fields({ every: duration }, { from: word(["range", "day"]) }),
);

const scalar: Read<Scalar> = (raw) =>
  typeof raw === "string" || typeof raw === "boolean" || typeof raw === "number" ? raw : undefined;

const comparison = { value: either<unknown>(scalar, list(scalar)), fold: flag };

/** Reads a condition on an event. */
export const propertyTest = fields<PropertyTest>({ property: text, op: word(OPERATORS) }, comparison);

/** Reads an event selector; a name that is empty is one that is yet to be chosen. */
export const selector = either<Selector>(
  fields({ event: text }, { where: (raw, at) => where(raw, at) }),
  fields({ events: list(text) }, { where: (raw, at) => where(raw, at) }),
  fields({ any_event: flag }, { where: (raw, at) => where(raw, at) }),
);

const time = { within: either(word(["range"]), duration), range };
const measured = { of: selector, op: word(OPERATORS), value: number };

/** Reads a condition on a person. */
export const personTest = either<PersonTest>(
  fields({ trait: text, op: word(OPERATORS) }, comparison),
  fields({ did: selector }, { count: fields({ op: word(OPERATORS), value: whole(0) }), ...time }),
  ...PERSON_STATISTICS.map((name) => fields<PersonTest>({ [name]: fields({ property: text }), ...measured }, time)),
);

/** Reads conditions on events. */
export const where = nested(propertyTest);
/** Reads conditions on people. */
export const people = nested(personTest);

/** Reads conditions joined by `all`, `any` and `not`; what is no condition that is known stays among them as it is. */
function nested<Leaf>(leaf: Read<Leaf>, depth = DEPTH_MAX): Read<Conditions<Leaf>> {
  return (raw, at) => {
    if (depth > 0 && isGroup(raw)) {
      const deeper: Read<Conditions<Leaf>> = (part, place) => nested(leaf, depth - 1)(part, place);
      return fields<Conditions<Leaf>>({}, { all: list(deeper), any: list(deeper), not: deeper })(raw, at);
    }
    return (canRead(leaf, raw) ? leaf(raw, at) : raw) as Conditions<Leaf>;
  };
}

/** The statistics of a measure have one name each. */
const statistics = STATISTICS.map((name) => fields<Measure>({ [name]: text }));

/** Reads what a series counts. */
export const measure = either<Measure>(word<"events" | "people">(["events", "people"]), ...statistics);

/** Reads what splits an answer into groups. */
export const breakdown = list(either<Breakdown>(fields({ property: text }), fields({ trait: text })));

/** The fields that every question may have. */
export const FRAME = {
  range,
  where,
  people,
  limit: whole(1, LIMIT_MAX),
};
