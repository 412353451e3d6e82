import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { leavesOf } from "./conditions";
import { personTest, propertyTest } from "./parts";
import {
  type Conditions,
  type Measure,
  type MeasuredTest,
  PERSON_STATISTICS,
  type PersonTest,
  type PropertyTest,
  type Question,
  type Selector,
  STEPS_MIN,
  type Test,
} from "./question";
import { canRead } from "./reader";

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
  function tests(field: string, conditions: Conditions<PropertyTest> | undefined) {
    for (const { leaf, field: at } of leavesOf(conditions, field).filter(({ leaf }) => canRead(propertyTest, leaf))) {
      if (leaf.property) {
        test(at, leaf);
      } else {
        faults[`${at}.property`] = CHOOSE_PROPERTY;
      }
    }
  }
  function selector(field: string, { event, events, where }: Selector) {
    if (event === "" || events?.length === 0) {
      faults[field] = CHOOSE_EVENT;
    }
    tests(`${field}.where`, where);
  }
  function people(field: string, conditions: Conditions<PersonTest> | undefined) {
    for (const { leaf, field: at } of leavesOf(conditions, field).filter(({ leaf }) => canRead(personTest, leaf))) {
      if ("did" in leaf) {
        selector(`${at}.did`, leaf.did);
      } else if ("of" in leaf) {
        selector(`${at}.of`, leaf.of);
        measured(at, leaf);
      } else if (leaf.trait) {
        test(at, leaf);
      } else {
        faults[`${at}.trait`] = msg`Choose an attribute.`;
      }
    }
  }
  function measured(field: string, test: MeasuredTest) {
    for (const name of PERSON_STATISTICS.filter((each) => test[each]?.property === "")) {
      faults[`${field}.${name}.property`] = CHOOSE_PROPERTY;
    }
  }
  function measure(field: string, measure: Measure | undefined) {
    if (typeof measure === "object" && Object.values(measure).every((property) => !property)) {
      faults[field] = CHOOSE_PROPERTY;
    }
  }
  return { tests, selector, people, measure };
}
