import { expect, test } from "vitest";
import type { JourneyStage } from "../../api/journeys";
import { moved, replaced } from "../../lib/list";
import { emptyStep, newId, stepMoved } from "./draft";

function stage(id: string, ...steps: string[]): JourneyStage {
  return { id, name: null, steps: steps.map((step) => emptyStep(step, step)) };
}

function told(stages: readonly JourneyStage[]): string {
  return stages.map(({ id, steps }) => `${id}(${steps.map((step) => step.id).join(" ")})`).join(" ");
}

test("an item moves by one place, and stays at an end", () => {
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
  expect(replaced(["a", "b"], 1, "c")).toEqual(["a", "c"]);
  expect(replaced(["a", "b"], 0, undefined)).toEqual(["b"]);
});

test("a step at the end of its stage goes on into the next one", () => {
  const stages = [stage("x", "a", "b"), stage("y", "c"), stage("z")];
  expect(told(stepMoved(stages, 0, 0, 1))).toBe("x(b a) y(c) z()");
  expect(told(stepMoved(stages, 0, 1, 1))).toBe("x(a) y(b c) z()");
  expect(told(stepMoved(stages, 1, 0, -1))).toBe("x(a b c) y() z()");
  expect(told(stepMoved(stages, 1, 0, 1))).toBe("x(a b) y() z(c)");
  expect(told(stepMoved(stages, 0, 0, -1))).toBe(told(stages));
});

test("a new part has an id of its own", () => {
  const definition = { window_days: 30, contact: [], stages: [stage("stage-1", "step-1", "step-3")] };
  expect(newId(definition, "step")).toBe("step-2");
  expect(newId(definition, "stage")).toBe("stage-2");
});
