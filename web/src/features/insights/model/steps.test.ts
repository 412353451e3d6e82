import { expect, test } from "vitest";
import type { FunnelQuestion } from "./question";
import { movedStep, removedStep } from "./steps";

const FUNNEL: FunnelQuestion = {
  kind: "funnel",
  steps: ["A", "B", "C", "D"].map((event) => ({ event })),
  window: "7d",
  order: "ordered",
  optional: [2],
  exclude: [{ select: { event: "X" }, between: [1, 3] }],
};

function told({ steps, optional, exclude }: FunnelQuestion) {
  return [steps.map(({ event }) => event).join(""), optional, exclude?.map(({ between }) => between)];
}

test("what is said of a step goes with it", () => {
  expect(told(movedStep(FUNNEL, 3, 1))).toEqual(["ADBC", [3], [[1, 4]]]);
  expect(told(removedStep(FUNNEL, 3))).toEqual(["ABC", [2], [[1, 3]]]);
});

test("what no longer makes sense of a step goes", () => {
  // The first step cannot be skipped, and nothing lies between a step and one that comes before it.
  expect(told(movedStep(FUNNEL, 1, 0))).toEqual(["BACD", undefined, [[2, 3]]]);
  expect(told(movedStep(FUNNEL, 2, 0))).toEqual(["CABD", [3], undefined]);
  expect(told(removedStep(FUNNEL, 0))).toEqual(["BCD", undefined, undefined]);
});
