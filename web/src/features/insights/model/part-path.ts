import type { Question } from "./question";
import type { Part } from "./reader";

/** Writes a place in a question as the server names it: `series[0].select`. */
export function pathName(path: Part["path"]): string {
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("");
}

/** Returns a question without the part at a place. */
export function withoutPart(question: Question, path: Part["path"]): Question {
  return removed(question, path) as Question;
}

function removed(whole: unknown, [step, ...rest]: Part["path"]): unknown {
  if (typeof whole !== "object" || whole === null || step === undefined) {
    return whole;
  }
  if (Array.isArray(whole)) {
    return rest.length === 0
      ? whole.filter((_, index) => index !== step)
      : whole.map((item, index) => (index === step ? removed(item, rest) : item));
  }
  const entries = Object.entries(whole).flatMap(([name, value]) =>
    name !== step ? [[name, value]] : rest.length === 0 ? [] : [[name, removed(value, rest)]],
  );
  return Object.fromEntries(entries);
}
