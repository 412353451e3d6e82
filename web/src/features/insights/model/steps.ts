import type { FunnelQuestion } from "./question";

/** Moves a step; what is said of a step by its number goes with it. */
export function movedStep(question: FunnelQuestion, from: number, to: number): FunnelQuestion {
  const order = question.steps.map((_, index) => index);
  const [taken = from] = order.splice(from, 1);
  order.splice(to, 0, taken);
  return arranged(question, order);
}

/** Removes a step, and what is said of it. */
export function removedStep(question: FunnelQuestion, at: number): FunnelQuestion {
  return arranged(
    question,
    question.steps.map((_, index) => index).filter((index) => index !== at),
  );
}

/** Puts the steps in an order of their present indices; those that are not in it go. */
function arranged({ optional, exclude, ...question }: FunnelQuestion, order: number[]): FunnelQuestion {
  const steps = order.flatMap((index) => question.steps.slice(index, index + 1));
  // Steps are counted from 1; 0 is a step that is gone.
  const placeOf = (number: number) => order.indexOf(number - 1) + 1;
  const inside = (number: number) => number > 1 && number < steps.length;
  const kept = (optional ?? [])
    .map(placeOf)
    .filter(inside)
    .sort((a, b) => a - b);
  const excluded = (exclude ?? []).flatMap(({ select, between: [from, to] }) => {
    const [first, second] = [placeOf(from), placeOf(to)];
    const stands = first > 0 && second > first && !kept.includes(first) && !kept.includes(second);
    return stands ? [{ select, between: [first, second] as [number, number] }] : [];
  });
  return {
    ...question,
    steps,
    ...(kept.length > 0 ? { optional: kept } : {}),
    ...(excluded.length > 0 ? { exclude: excluded } : {}),
  };
}
