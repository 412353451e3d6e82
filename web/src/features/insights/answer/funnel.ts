import { msg } from "@lingui/core/macro";
import type { FunnelAnswer, FunnelStep } from "../../../api/answers";
import { eventLabel } from "../../../lib/events/tell";
import type { FunnelQuestion } from "../model/question";
import { SMALL_BASE, type Told, type Who } from "./sheet";
import { groupHead, groupId, groupName, selectorName, spanName, type Teller } from "./teller";

type FunnelGroup = FunnelAnswer["groups"][number];

/** A step as it is drawn. */
export interface StepView {
  name: string;
  people: number;
  from_first: number | null;
  from_previous: number | null;
  seconds: number | null;
  optional: boolean;
  reached: Who | undefined;
  /** Who came to the step before and not to this one. */
  dropped: Who | undefined;
  n_dropped: number;
}

/** A group of a funnel as it is drawn. */
export interface FunnelView {
  id: string;
  name: string;
  small: boolean;
  steps: StepView[];
}

/** Prepares a funnel for drawing. */
export function funnelViews(answer: FunnelAnswer, question: FunnelQuestion, teller: Teller): FunnelView[] {
  return answer.groups.map((group) => ({
    id: groupId(group),
    name: groupName(group, teller),
    small: (group.steps[0]?.people ?? 0) < SMALL_BASE,
    steps: group.steps.map((step, index) => stepView(group, step, index, question, teller)),
  }));
}

function stepView(
  group: FunnelGroup,
  step: FunnelStep,
  index: number,
  question: FunnelQuestion,
  teller: Teller,
): StepView {
  const name = stepName(step, index, question, teller);
  const whole = groupName(group, teller);
  const label = whole ? `${name} (${whole})` : name;
  const before = requiredBefore(group.steps, index);
  const n_dropped = before && !step.optional ? before.people - step.people : 0;
  const who = (outcome: "dropped" | undefined, n_people: number, words: string): Who | undefined =>
    group.drill && n_people > 0
      ? {
          id: `${step.step}/${outcome ?? "reached"}/${groupId(group)}`,
          label: words,
          n_people,
          request: { drill: group.drill, at: { step: step.step, ...(outcome ? { outcome } : {}) } },
        }
      : undefined;
  return {
    name,
    people: step.people,
    from_first: step.from_first,
    from_previous: step.from_previous,
    seconds: step.seconds_p50,
    optional: step.optional,
    reached: who(undefined, step.people, teller.i18n._(msg`Reached: ${label}`)),
    dropped: who("dropped", n_dropped, teller.i18n._(msg`Did not go on to: ${label}`)),
    n_dropped,
  };
}

/** In a funnel of any order the steps are levels: `2 of 3`. */
function stepName({ event }: FunnelStep, index: number, question: FunnelQuestion, teller: Teller): string {
  if (question.order === "any") {
    const [number, total] = [index + 1, question.steps.length];
    return teller.i18n._(msg`${number} of ${total} steps`);
  }
  const asked = question.steps[index];
  return asked ? selectorName(asked, teller) : eventLabel(event, teller.i18n);
}

function requiredBefore(steps: readonly FunnelStep[], index: number): FunnelStep | undefined {
  return steps.slice(0, index).findLast(({ optional }) => !optional);
}

/** Tells where people drop out. */
export function tellFunnel(answer: FunnelAnswer, question: FunnelQuestion, teller: Teller): Told {
  const views = funnelViews(answer, question, teller);
  const head = groupHead(answer.groups);
  const { i18n } = teller;
  return {
    finding: finding(views, question, teller),
    notes: [],
    empty: views.every(({ steps }) => (steps[0]?.people ?? 0) === 0),
    sheet: {
      columns: [
        ...(head ? [{ name: head, kind: "text" as const }] : []),
        { name: i18n._(msg`Step`), kind: "text" },
        { name: i18n._(msg`People`), kind: "count" },
        { name: i18n._(msg`Of the first step`), kind: "share" },
        { name: i18n._(msg`Of the step before`), kind: "share" },
        { name: i18n._(msg`Dropped out`), kind: "count" },
        { name: i18n._(msg`Median time from the step before`), kind: "seconds" },
      ],
      rows: views.flatMap((view) =>
        view.steps.map((step, index) => ({
          id: `${view.id}/${index + 1}`,
          small: view.small,
          cells: [
            ...(head ? [{ value: view.name }] : []),
            { value: `${index + 1}. ${step.name}` },
            { value: step.people, who: step.reached },
            { value: step.from_first },
            { value: index === 0 ? null : step.from_previous },
            { value: index === 0 || step.optional ? null : step.n_dropped, who: step.dropped },
            { value: step.seconds },
          ],
        })),
      ),
    },
  };
}

function finding(views: readonly FunnelView[], question: FunnelQuestion, teller: Teller): string {
  const { i18n, formats } = teller;
  const compared = views.filter(({ small }) => !small);
  if (views.length > 1 && compared.length > 1) {
    const ranked = compared.toSorted((a, b) => rateOf(b) - rateOf(a));
    const [best, worst] = [ranked[0], ranked.at(-1)];
    if (best && worst) {
      const [high, low] = [formats.percent(rateOf(best)), formats.percent(rateOf(worst))];
      const [best_name, worst_name] = [best.name, worst.name];
      return i18n._(msg`From the first step to the last: ${high} with “${best_name}”, ${low} with “${worst_name}”.`);
    }
  }
  const [whole] = views;
  const last = whole?.steps.at(-1);
  if (!whole || !last) {
    return i18n._(msg`Nobody did the first step in the period.`);
  }
  const share = formats.percent(rateOf(whole));
  const window = spanName(question.window, teller);
  if (question.order === "any") {
    return i18n._(msg`${share} of the people who did one of these steps did all of them within ${window}.`);
  }
  const first = whole.steps[0]?.name ?? "";
  const end = last.name;
  const worst = whole.steps
    .slice(1)
    .filter(({ optional }) => !optional)
    .toSorted((a, b) => b.n_dropped - a.n_dropped)[0];
  const reached = i18n._(msg`${share} of the people who did “${first}” did “${end}” within ${window}.`);
  if (whole.steps.length < 3 || !worst || worst.n_dropped === 0) {
    return reached;
  }
  const lost = formats.number(worst.n_dropped);
  const where = worst.name;
  return `${reached} ${i18n._(msg`The largest loss is before “${where}”: ${lost} people.`)}`;
}

function rateOf({ steps }: FunnelView): number {
  return steps.at(-1)?.from_first ?? 0;
}
