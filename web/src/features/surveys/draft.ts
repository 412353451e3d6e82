import type { SurveyDefinition, SurveyQuestion, SurveyQuestionKind, SurveyTemplate } from "../../api/surveys";
import { levelsOf } from "./names";

/** What one may have of each at most, as the server says it. */
export const QUESTIONS_MAX = 20;
export const CHOICES_MAX = 30;
export const WORDS_LENGTH_MAX = 500;
export const NAME_LENGTH_MAX = 80;

/** Which questionnaire holds a question of a kind, where that is not its own name. */
const MODELS: Readonly<Partial<Record<SurveyQuestionKind, string>>> = {
  csat_4: "csat",
  csat_7: "csat",
  csat_10: "csat",
  ces_agreement: "ces",
  single_choice: "origin",
  multiple_choice: "origin",
};

/** Returns an id that none of these has. */
export function newId(taken: readonly { id: string }[], begin: string): string {
  const ids = new Set(taken.map(({ id }) => id));
  let id = begin;
  for (let n = 2; ids.has(id); n += 1) {
    id = `${begin}-${n}`;
  }
  return id;
}

/** Makes a question of a kind, in the words of the questionnaires to begin with. */
export function newQuestion(
  kind: SurveyQuestionKind,
  definition: SurveyDefinition,
  templates: readonly SurveyTemplate[],
): SurveyQuestion {
  const model = templates.find(({ id }) => id === (MODELS[kind] ?? kind))?.definition.questions[0];
  const id = newId(definition.questions, kind.replaceAll("_", "-"));
  const text = kind === "ces_agreement" ? AGREEMENT : (model?.text ?? {});
  return fitted({
    id,
    kind,
    text,
    is_required: false,
    choices: model?.choices ?? [],
    follow_ups: model?.follow_ups ?? [],
  });
}

/** What is asked whether people agree with. */
const AGREEMENT = {
  en: "{brand} made it easy for me to handle my request.",
  fr: "{brand} m’a facilité le traitement de ma demande.",
};

/** Changes the kind of a question; what cannot be asked of the new one goes. */
export function withKind(question: SurveyQuestion, kind: SurveyQuestionKind): SurveyQuestion {
  return fitted({ ...question, kind });
}

function fitted(question: SurveyQuestion): SurveyQuestion {
  const isChoice = question.kind === "single_choice" || question.kind === "multiple_choice";
  const choices = isChoice ? twoAtLeast(question.choices ?? []) : [];
  const possible = new Set(answersOf({ ...question, choices }));
  const asked = (question.follow_ups ?? [])
    .map((followUp) => ({ ...followUp, answers: followUp.answers.filter((answer) => possible.has(answer)) }))
    .filter((followUp) => followUp.answers.length > 0);
  return { ...question, choices, follow_ups: asked.slice(0, followUpsMax(question.kind)) };
}

function twoAtLeast(choices: NonNullable<SurveyQuestion["choices"]>): NonNullable<SurveyQuestion["choices"]> {
  const all = [...choices];
  while (all.length < 2) {
    all.push({ id: newId(all, "choice"), text: {} });
  }
  return all;
}

/** How many follow-ups a question may have: of several choices several would be asked at once. */
export function followUpsMax(kind: SurveyQuestionKind): number {
  return kind === "text" ? 0 : kind === "multiple_choice" ? 1 : 5;
}

/** Everything that can be answered, but for words: numbers of the scale, or ids of choices. */
export function answersOf({ kind, choices }: Pick<SurveyQuestion, "kind" | "choices">): string[] {
  return levelsOf(kind)
    .map(String)
    .concat((choices ?? []).map(({ id }) => id));
}

/** Gives an answer to one of the follow-ups, and takes it from the others: of each answer one is asked at most. */
export function withAnswers(question: SurveyQuestion, at: number, answers: string[]): SurveyQuestion {
  const chosen = new Set(answers);
  const followUps = (question.follow_ups ?? []).map((followUp, index) => ({
    ...followUp,
    answers: index === at ? answers : followUp.answers.filter((answer) => !chosen.has(answer)),
  }));
  return { ...question, follow_ups: followUps };
}
