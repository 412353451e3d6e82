import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import {
  type Survey,
  type SurveyDefinition,
  type SurveyQuestionKind,
  surveyQuery,
  surveyTemplatesQuery,
} from "../../api/surveys";
import { moved, replaced } from "../../lib/list";
import { usePageTitle } from "../../lib/page-title";
import { ListSkeleton } from "../../ui/list-skeleton";
import { Moves } from "../../ui/moves";
import { RefusalWords } from "../../ui/refusal-words";
import { NAME_LENGTH_MAX, newQuestion, QUESTIONS_MAX } from "./draft";
import { KIND_NAMES, KINDS, LANGUAGES } from "./names";
import { NotShown, NotYours } from "./not-shown";
import { QuestionEditor } from "./question-editor";
import { StepField } from "./step-field";
import classes from "./surveys.module.css";
import { useMayChange, useSaveSurvey } from "./use-changes";
import { WordsField } from "./words-field";
import "./styles";

/** What a questionnaire can be without: choosing an event and counting hours takes fields of its own. */
const AskingEditor = lazy(() => import("./asking-editor"));

const route = getRouteApi("/member/surveys/$surveyId/edit");
const BRAND = "{brand}";

/** What a survey asks. */
export function EditPage() {
  const { t } = useLingui();
  const { surveyId } = route.useParams();
  const mayChange = useMayChange();
  const { data: survey, error, refetch } = useQuery(surveyQuery(surveyId));
  usePageTitle(t`Edit the survey`);
  return (
    <div className={classes.page}>
      <h1>
        <Trans>Edit the survey</Trans>
      </h1>
      {!survey && error ? <NotShown error={error} onRetry={() => void refetch()} /> : null}
      {!survey && !error ? <ListSkeleton /> : null}
      {survey && mayChange ? <Editor key={survey.id} survey={survey} /> : null}
      {survey && !mayChange ? <NotYours /> : null}
    </div>
  );
}

function Editor({ survey }: { survey: Survey }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const save = useSaveSurvey(survey.id);
  const [name, setName] = useState(survey.name);
  const [draft, setDraft] = useState<SurveyDefinition>(survey.definition);
  const change = (part: Partial<SurveyDefinition>) => setDraft({ ...draft, ...part });
  const isEmpty = (words: SurveyDefinition["intro"]) => !words?.en?.trim() && !words?.fr?.trim();
  function submit() {
    const definition = {
      ...draft,
      intro: isEmpty(draft.intro) ? null : draft.intro,
      thanks: isEmpty(draft.thanks) ? null : draft.thanks,
    };
    save.mutate(
      { base: survey.version, name, definition },
      { onSuccess: () => void navigate({ to: "/surveys/$surveyId", params: { surveyId: survey.id } }) },
    );
  }
  return (
    <>
      <TextInput
        label={t`Name of the survey`}
        value={name}
        maxLength={NAME_LENGTH_MAX}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t`Who asks`}
        description={t`In the texts below, ${BRAND} stands for it.`}
        value={draft.brand}
        maxLength={NAME_LENGTH_MAX}
        onChange={(event) => change({ brand: event.currentTarget.value })}
      />
      <Languages languages={draft.languages} onChange={(languages) => change({ languages })} />
      <StepField step={draft.step} onChange={(step) => change({ step })} />
      <WordsField
        label={t`Before the first question (optional)`}
        words={draft.intro ?? {}}
        languages={draft.languages}
        isLong
        onChange={(intro) => change({ intro })}
      />
      <Questions draft={draft} onChange={(questions) => change({ questions })} />
      <WordsField
        label={t`Once it is sent (optional)`}
        description={t`Without it, people are thanked.`}
        words={draft.thanks ?? {}}
        languages={draft.languages}
        isLong
        onChange={(thanks) => change({ thanks })}
      />
      <Suspense fallback={<ListSkeleton />}>
        <AskingEditor draft={draft} hasMail={survey.has_mail} onChange={change} />
      </Suspense>
      {save.error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={save.error} />
        </p>
      ) : null}
      {survey.state === "draft" ? null : (
        <p className={classes.quiet}>
          <Trans>The survey is in use: saving changes it at once for whoever opens it next. Answers stay.</Trans>
        </p>
      )}
      <div className={classes.line}>
        <Button onClick={submit} loading={save.isPending}>
          <Trans>Save</Trans>
        </Button>
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/surveys/$surveyId" params={{ surveyId: survey.id }} {...props} />}
        >
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </>
  );
}

type Languages = SurveyDefinition["languages"];

function Languages({ languages, onChange }: { languages: Languages; onChange(languages: Languages): void }) {
  const { t } = useLingui();
  return (
    <Checkbox.Group
      label={t`Languages`}
      description={t`Whoever reads none of them is shown the first.`}
      value={languages}
      onChange={(chosen) => {
        const next = LANGUAGES.map(({ tag }) => tag).filter((tag) => chosen.includes(tag));
        onChange(next.length > 0 ? next : languages);
      }}
    >
      <div className={classes.answers}>
        {LANGUAGES.map(({ tag, name }) => (
          <Checkbox key={tag} size="xs" value={tag} label={name} lang={tag} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

interface QuestionsProps {
  draft: SurveyDefinition;
  onChange(questions: SurveyDefinition["questions"]): void;
}

function Questions({ draft, onChange }: QuestionsProps) {
  const { i18n, t } = useLingui();
  const { data: templates = [] } = useQuery(surveyTemplatesQuery);
  const { questions } = draft;
  return (
    <>
      <ol className={classes.questions}>
        {questions.map((question, at) => {
          const number = at + 1;
          return (
            <li key={question.id}>
              <QuestionEditor
                question={question}
                number={number}
                definition={draft}
                onChange={(next) => onChange(replaced(questions, at, next))}
              >
                <Moves
                  name={t`Question ${number}`}
                  isFirst={at === 0}
                  isLast={number === questions.length}
                  onMove={(by) => onChange(moved(questions, at, by))}
                  onRemove={() => onChange(replaced(questions, at, undefined))}
                />
              </QuestionEditor>
            </li>
          );
        })}
      </ol>
      <NativeSelect
        label={t`Add a question`}
        value=""
        disabled={questions.length >= QUESTIONS_MAX}
        data={[
          { value: "", label: t`Choose the sort of answer` },
          ...KINDS.map((kind) => ({ value: kind, label: i18n._(KIND_NAMES[kind]) })),
        ]}
        onChange={(event) => {
          const kind = KINDS.find((each) => each === (event.currentTarget.value as SurveyQuestionKind));
          if (kind) {
            onChange([...questions, newQuestion(kind, draft, templates)]);
          }
        }}
      />
    </>
  );
}
