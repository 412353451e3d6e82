import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Checkbox, NativeSelect } from "@mantine/core";
import type { ReactNode } from "react";
import type { SurveyDefinition, SurveyQuestion, SurveyQuestionKind } from "../../api/surveys";
import { replaced } from "../../lib/list";
import { IconPlus, IconTrash } from "../../ui/icons";
import { answersOf, CHOICES_MAX, followUpsMax, newId, withAnswers, withKind } from "./draft";
import { inWords, KIND_NAMES, KINDS } from "./names";
import classes from "./surveys.module.css";
import { WordsField } from "./words-field";

interface QuestionEditorProps {
  question: SurveyQuestion;
  /** Its place, from 1. */
  number: number;
  definition: SurveyDefinition;
  onChange(question: SurveyQuestion): void;
  /** The buttons that move and remove it. */
  children: ReactNode;
}

/** One question: what sort it is, its text, its choices, and what is asked beside its answers. */
export function QuestionEditor({ question, number, definition, onChange, children }: QuestionEditorProps) {
  const { i18n, t } = useLingui();
  const { languages } = definition;
  const isChoice = question.kind === "single_choice" || question.kind === "multiple_choice";
  return (
    <fieldset className={classes.question}>
      <legend>
        <Trans>Question {number}</Trans>
      </legend>
      <div className={classes.line}>
        <NativeSelect
          className={classes.grow}
          label={t`Sort of answer`}
          value={question.kind}
          data={KINDS.map((kind) => ({ value: kind, label: i18n._(KIND_NAMES[kind]) }))}
          onChange={(event) => onChange(withKind(question, event.currentTarget.value as SurveyQuestionKind))}
        />
        {children}
      </div>
      <WordsField
        label={t`Question`}
        words={question.text}
        languages={languages}
        onChange={(text) => onChange({ ...question, text })}
      />
      {isChoice ? <Choices question={question} definition={definition} onChange={onChange} /> : null}
      <Checkbox
        size="xs"
        label={t`An answer to it is required`}
        checked={question.is_required ?? false}
        onChange={(event) => onChange({ ...question, is_required: event.currentTarget.checked })}
      />
      <FollowUps question={question} definition={definition} onChange={onChange} />
    </fieldset>
  );
}

interface PartProps {
  question: SurveyQuestion;
  definition: SurveyDefinition;
  onChange(question: SurveyQuestion): void;
}

function Choices({ question, definition, onChange }: PartProps) {
  const { t } = useLingui();
  const choices = question.choices ?? [];
  const change = (next: typeof choices) => {
    const ids = new Set(next.map(({ id }) => id));
    const followUps = (question.follow_ups ?? [])
      .map((each) => ({ ...each, answers: each.answers.filter((answer) => ids.has(answer)) }))
      .filter((each) => each.answers.length > 0);
    onChange({ ...question, choices: next, follow_ups: followUps });
  };
  return (
    <div className={classes.inner}>
      {choices.map((choice, at) => {
        const number = at + 1;
        return (
          <div key={choice.id} className={classes.line}>
            <div className={classes.grow}>
              <WordsField
                label={t`Choice ${number}`}
                words={choice.text}
                languages={definition.languages}
                onChange={(text) => change(replaced(choices, at, { ...choice, text }))}
              />
            </div>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t`Remove choice ${number}`}
              title={t`Remove choice ${number}`}
              disabled={choices.length <= 2}
              onClick={() => change(replaced(choices, at, undefined))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
        );
      })}
      <div>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={16} />}
          disabled={choices.length >= CHOICES_MAX}
          onClick={() => change([...choices, { id: newId(choices, "choice"), text: {} }])}
        >
          <Trans>Add a choice</Trans>
        </Button>
      </div>
    </div>
  );
}

/** What is asked beside answers: of each answer one at most. */
function FollowUps({ question, definition, onChange }: PartProps) {
  const { i18n, t } = useLingui();
  const followUps = question.follow_ups ?? [];
  const possible = answersOf(question);
  const free = possible.filter((answer) => !followUps.some(({ answers }) => answers.includes(answer)));
  const nameOf = (answer: string) => {
    const choice = question.choices?.find(({ id }) => id === answer);
    return choice ? inWords(choice.text, definition.brand, i18n.locale) || answer : answer;
  };
  if (followUpsMax(question.kind) === 0) {
    return null;
  }
  return (
    <>
      {followUps.map((followUp, at) => {
        const number = at + 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a follow-up is known by its place alone
          <div key={at} className={classes.inner}>
            <div className={classes.line}>
              <div className={classes.grow}>
                <WordsField
                  label={t`Asked beside, ${number}`}
                  words={followUp.text}
                  languages={definition.languages}
                  onChange={(text) =>
                    onChange({ ...question, follow_ups: replaced(followUps, at, { ...followUp, text }) })
                  }
                />
              </div>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t`Remove what is asked beside, ${number}`}
                title={t`Remove what is asked beside, ${number}`}
                onClick={() => onChange({ ...question, follow_ups: replaced(followUps, at, undefined) })}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </div>
            <Checkbox.Group
              label={t`When the answer is`}
              size="xs"
              value={followUp.answers}
              onChange={(answers) => onChange(withAnswers(question, at, answers))}
            >
              <div className={classes.answers}>
                {possible.map((answer) => (
                  <Checkbox key={answer} size="xs" value={answer} label={nameOf(answer)} />
                ))}
              </div>
            </Checkbox.Group>
          </div>
        );
      })}
      <div>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={16} />}
          disabled={followUps.length >= followUpsMax(question.kind) || free.length === 0}
          onClick={() => onChange({ ...question, follow_ups: [...followUps, { answers: free, text: WHY }] })}
        >
          <Trans>Ask something beside an answer</Trans>
        </Button>
      </div>
    </>
  );
}

/** What is mostly asked beside. */
const WHY = {
  en: "What is the main reason for your answer?",
  fr: "Quelle est la raison principale de votre réponse\u202f?",
};
