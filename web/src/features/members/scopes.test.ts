import { expect, test } from "vitest";
import type { Vocabulary } from "../../api/insights";
import { knownValues, limitsOf, NO_LIMITS } from "./scopes";

const text = (name: string, values: string[]) => ({ name, type: "text" as const, values });

test("the values of all events are offered once, in order", () => {
  const vocabulary: Vocabulary = {
    events: [
      { name: "A", count: 1, properties: [text("store", ["Lyon", "Besançon"]), text("city", ["Paris"])] },
      { name: "B", count: 1, properties: [text("store", ["Lyon", "Étampes"])] },
    ],
    traits: [text("store", ["of people"])],
    events_read: 2,
    complete: true,
  };
  expect(knownValues(vocabulary, "store")).toEqual(["Besançon", "Étampes", "Lyon"]);
  expect(knownValues(vocabulary, "brand")).toEqual([]);
  expect(knownValues(undefined, "store")).toEqual([]);
});

test("the whole project has no limits", () => {
  expect(limitsOf("all")).toBe(NO_LIMITS);
  expect(limitsOf({ limited: { stores: ["Lyon"], regions: [], brands: [] } }).stores).toEqual(["Lyon"]);
});
