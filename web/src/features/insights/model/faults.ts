import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import {
  type Conditions,
  type Measure,
  type PersonTest,
  type PropertyTest,
  partsOf,
  type Question,
  type Selector,
  STEPS_MIN,
  type Test,
} from "./question";

/** What is missing in a question before it can be asked, at its field as the server names it. */
export type Faults = Readonly<Record<string, MessageDescriptor>>;

const CHOOSE_EVENT = msg`Choose an event.`;
const CHOOSE_PROPERTY = msg`Choose a property.`;
const GIVE_VALUE = msg`Give a value.`;

/** Finds what is missing in a question. */
export function faultsOf(question: Question): Faults {
  const faults: Record<string, MessageDescriptor> = {};
  const found = collector(faults);
  if (question.range && "from" in question.range && question.range.from >= question.range.to) {
    faults["range.to"] = msg`The end comes before the start.`;
  }
  found.tests("where", question.where);
  found.people("people", question.people);
  for (const [field, selector] of selectorsOf(question)) {
    found.selector(field, selector);
  }
  if (question.kind === "funnel" && question.steps.length < STEPS_MIN) {
    faults.steps = msg`A funnel has at least two steps.`;
  }
  if (question.kind === "trend") {
    for (const [index, series] of question.series.entries()) {
      found.measure(`series[${index}].measure`, series.measure);
    }
  }
  if ((question.kind === "score" || question.kind === "histogram") && !question.property) {
    faults.property = CHOOSE_PROPERTY;
  }
  return faults;
}

/** The events that a question names, with their fields. */
function selectorsOf(question: Question): [string, Selector][] {
  switch (question.kind) {
    case "trend":
      return question.series.map(({ select }, index) => [`series[${index}].select`, select]);
    case "funnel":
      return [
        ...question.steps.map((step, index): [string, Selector] => [`steps[${index}]`, step]),
        ...(question.exclude ?? []).map(({ select }, index): [string, Selector] => [
          `exclude[${index}].select`,
          select,
        ]),
      ];
    case "sessions":
    case "audience":
      return [];
    default:
      return Object.entries(question).filter((entry): entry is [string, Selector] => isSelector(entry[1]));
  }
}

function isSelector(value: unknown): value is Selector {
  return typeof value === "object" && value !== null && ("event" in value || "events" in value || "any_event" in value);
}

function collector(faults: Record<string, MessageDescriptor>) {
  function test(field: string, { op, value }: Test) {
    const missing = Array.isArray(value) ? value.length === 0 : value === "";
    if (missing && op !== "set" && op !== "not_set") {
      faults[`${field}.value`] = GIVE_VALUE;
    }
  }
  function each<Leaf>(
    field: string,
    conditions: Conditions<Leaf> | undefined,
    look: (field: string, part: Leaf) => void,
  ) {
    const join = conditions && "any" in conditions ? "any" : "all";
    for (const [index, part] of partsOf(conditions).entries()) {
      look(`${field}.${join}[${index}]`, part);
    }
  }
  function tests(field: string, conditions: Conditions<PropertyTest> | undefined) {
    each(field, conditions, (at, part) => {
      if (!part.property) {
        faults[`${at}.property`] = CHOOSE_PROPERTY;
      } else {
        test(at, part);
      }
    });
  }
  function selector(field: string, { event, events, where }: Selector) {
    if (event === "" || events?.length === 0) {
      faults[field] = CHOOSE_EVENT;
    }
    tests(`${field}.where`, where);
  }
  function people(field: string, conditions: Conditions<PersonTest> | undefined) {
    each(field, conditions, (at, part) => {
      if ("did" in part) {
        selector(`${at}.did`, part.did);
      } else if (part.trait) {
        test(at, part);
      } else {
        faults[`${at}.trait`] = msg`Choose an attribute.`;
      }
    });
  }
  function measure(field: string, measured: Measure) {
    if (typeof measured === "object" && Object.values(measured).every((property) => !property)) {
      faults[field] = CHOOSE_PROPERTY;
    }
  }
  return { tests, selector, people, measure };
}
