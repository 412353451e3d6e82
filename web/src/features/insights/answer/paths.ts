import { msg } from "@lingui/core/macro";
import type { PathsAnswer } from "../../../api/answers";
import { eventLabel } from "../../../lib/events/tell";
import { oneLine } from "../../../lib/text";
import type { PathsQuestion } from "../model/question";
import type { Told, Who } from "./sheet";
import type { Teller } from "./teller";

const STEP_LENGTH_MAX = 80;

/** A path as it is drawn. */
export interface PathView {
  id: string;
  steps: string[];
  sessions: number;
  share: number;
  people: number;
  who: Who | undefined;
}

/** Prepares paths for drawing. */
export function pathViews(answer: PathsAnswer, question: PathsQuestion, { i18n }: Teller): PathView[] {
  // Steps by property are data; steps by event have names of their own.
  const name = (step: string) => (question.steps ? oneLine(step, STEP_LENGTH_MAX) : eventLabel(step, i18n));
  return answer.paths.map((path) => {
    const id = path.steps.join("/");
    const steps = path.steps.map(name);
    return {
      id,
      steps,
      sessions: path.sessions,
      share: answer.sessions === 0 ? 0 : path.sessions / answer.sessions,
      people: path.people,
      who: path.drill
        ? { id, label: steps.join(" → "), n_people: path.people, request: { drill: path.drill } }
        : undefined,
    };
  });
}

/** Tells which ways people take. */
export function tellPaths(answer: PathsAnswer, question: PathsQuestion, teller: Teller): Told {
  const { i18n, formats } = teller;
  const views = pathViews(answer, question, teller);
  const n_steps = Math.max(0, ...views.map(({ steps }) => steps.length));
  const first = views[0];
  const share = formats.percent(first?.share ?? 0);
  const way = first?.steps.join(" → ") ?? "";
  const total = formats.number(answer.sessions);
  return {
    finding: first
      ? i18n._(msg`${share} of ${total} visits take the most frequent way: ${way}.`)
      : i18n._(msg`No visit of the period matches.`),
    notes: [],
    empty: views.length === 0,
    sheet: {
      columns: [
        { name: i18n._(msg`Visits`), kind: "count" },
        { name: i18n._(msg`Share of visits`), kind: "share" },
        { name: i18n._(msg`People`), kind: "count" },
        ...Array.from({ length: n_steps }, (_, index) => ({ name: `${index + 1}`, kind: "text" as const })),
      ],
      rows: views.map((view) => ({
        id: view.id,
        cells: [
          { value: view.sessions },
          { value: view.share },
          { value: view.people, who: view.who },
          ...Array.from({ length: n_steps }, (_, index) => ({
            value: view.steps[index] ?? null,
            text: view.steps[index] ?? "",
          })),
        ],
      })),
    },
  };
}
