import type { JourneyDefinition, JourneyStage, JourneyStep } from "../../api/journeys";
import { moved, replaced } from "../../lib/list";

/** What one may have of each at most, as the server says it. */
export const STAGES_MAX = 12;
export const STEPS_MAX = 30;

/** Moves a step to the stage before or after when it is at an end of its own. */
export function stepMoved(
  stages: readonly JourneyStage[],
  stageAt: number,
  stepAt: number,
  by: -1 | 1,
): JourneyStage[] {
  const stage = stages[stageAt];
  const step = stage?.steps[stepAt];
  const other = stages[stageAt + by];
  const isWithin = stage && stepAt + by >= 0 && stepAt + by < stage.steps.length;
  if (!stage || !step || (!isWithin && !other)) {
    return [...stages];
  }
  if (isWithin || !other) {
    return replaced(stages, stageAt, { ...stage, steps: moved(stage.steps, stepAt, by) });
  }
  const without = replaced(stages, stageAt, { ...stage, steps: replaced(stage.steps, stepAt, undefined) });
  const steps = by === 1 ? [step, ...other.steps] : [...other.steps, step];
  return replaced(without, stageAt + by, { ...other, steps });
}

/** Returns an id that no stage and no step has. */
export function newId(definition: JourneyDefinition, kind: "stage" | "step"): string {
  const taken = new Set(definition.stages.flatMap((stage) => [stage.id, ...stage.steps.map((step) => step.id)]));
  let n = 1;
  while (taken.has(`${kind}-${n}`)) {
    n += 1;
  }
  return `${kind}-${n}`;
}

/** A step of which only its id is known. */
export function emptyStep(id: string, name: string): JourneyStep {
  return { id, name, events: [], followed_by: [], within_minutes: null, is_moment_of_truth: false };
}

/** Counts the steps of all stages. */
export function stepCount({ stages }: JourneyDefinition): number {
  return stages.reduce((sum, stage) => sum + stage.steps.length, 0);
}
