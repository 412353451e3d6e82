import { expect, test } from "vitest";
import type { SurveyDefinition, SurveyQuestion } from "../../api/surveys";
import { answersOf, newId, newQuestion, withAnswers, withKind } from "./draft";

const nps: SurveyQuestion = {
  id: "nps",
  kind: "nps",
  text: { fr: "Alors ?" },
  is_required: true,
  choices: [],
  follow_ups: [
    { answers: ["0", "1", "5"], text: { fr: "Pourquoi ?" } },
    { answers: ["9", "10"], text: { fr: "Bravo ?" } },
  ],
};

const definition: SurveyDefinition = {
  brand: "Maison Rando",
  languages: ["fr"],
  intro: null,
  questions: [nps],
  thanks: null,
  step: null,
  invite: null,
  in_page: null,
};

test("an id is one that nobody has", () => {
  expect(newId([{ id: "a" }, { id: "a-2" }], "a")).toBe("a-3");
  expect(newId([], "a")).toBe("a");
});

test("a question of another kind keeps what can still be asked", () => {
  const csat = withKind(nps, "csat");
  expect(csat.follow_ups).toEqual([{ answers: ["1", "5"], text: { fr: "Pourquoi ?" } }]);
  expect(withKind(nps, "text").follow_ups).toEqual([]);
  const choice = withKind(nps, "single_choice");
  expect(choice.choices?.map(({ id }) => id)).toEqual(["choice", "choice-2"]);
  expect(withKind(choice, "nps").choices).toEqual([]);
});

test("a new question has the words of its questionnaire", () => {
  const templates = [{ id: "nps", definition }];
  expect(newQuestion("nps", definition, templates)).toEqual({ ...nps, id: "nps-2", is_required: false });
  expect(newQuestion("csat_4", definition, templates)).toMatchObject({ id: "csat-4", kind: "csat_4", follow_ups: [] });
});

test("an answer has one follow-up at most", () => {
  const changed = withAnswers(nps, 1, ["5", "9", "10"]);
  expect(changed.follow_ups?.map(({ answers }) => answers)).toEqual([
    ["0", "1"],
    ["5", "9", "10"],
  ]);
});

test("what can be answered are numbers or choices", () => {
  expect(answersOf({ kind: "csat_4" })).toEqual(["1", "2", "3", "4"]);
  expect(answersOf({ kind: "nps" })).toHaveLength(11);
  expect(answersOf({ kind: "single_choice", choices: [{ id: "a", text: {} }] })).toEqual(["a"]);
});
