import { Trans, useLingui } from "@lingui/react/macro";
import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { previewAddress, type Survey, surveyQuery } from "../../api/surveys";
import { usePageTitle } from "../../lib/page-title";
import { oneLine } from "../../lib/text";
import type { Counted } from "../../ui/counted-people";
import { IconEye, IconPencil, IconTrash } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { RefusalWords } from "../../ui/refusal-words";
import { UndoNotice } from "../../ui/undo-notice";
import { Invited } from "./invited";
import { NotShown } from "./not-shown";
import { QuestionResult } from "./question-result";
import { Responses } from "./responses";
import { LENGTH, LENGTHS, type Length } from "./search";
import { Share } from "./share";
import { StepWords } from "./step-field";
import { StateBadge } from "./survey-list-page";
import classes from "./surveys.module.css";
import { useDeleteSurvey, useMayChange, useSetState } from "./use-changes";

const CountedPeople = lazy(() => import("../../ui/counted-people"));
const route = getRouteApi("/member/surveys/$surveyId");
const NAME_LENGTH_MAX = 80;

/** One survey: where it is answered, how it was, and what was written. */
export function SurveyPage() {
  const { t } = useLingui();
  const { surveyId } = route.useParams();
  const { data: survey, error, refetch } = useQuery(surveyQuery(surveyId));
  usePageTitle(survey ? oneLine(survey.name, NAME_LENGTH_MAX) : t`Survey`);
  if (!survey) {
    return (
      <div className={classes.page}>
        <h1>
          <Trans>Survey</Trans>
        </h1>
        {error ? <NotShown error={error} onRetry={() => void refetch()} /> : <ListSkeleton />}
      </div>
    );
  }
  return (
    <div className={classes.page}>
      <Head survey={survey} />
      <StepWords step={survey.definition.step} />
      {survey.state === "draft" ? <DraftWords /> : <Share survey={survey} />}
      {survey.state === "draft" ? null : <Results survey={survey} />}
      {survey.state === "draft" ? null : <Responses survey={survey} />}
    </div>
  );
}

function Head({ survey }: { survey: Survey }) {
  const { i18n } = useLingui();
  const mayChange = useMayChange();
  const languages: string[] = survey.definition.languages;
  const language = languages.includes(i18n.locale) ? i18n.locale : (languages[0] ?? "en");
  return (
    <header className={classes.head}>
      <h1>{oneLine(survey.name, NAME_LENGTH_MAX)}</h1>
      <StateBadge state={survey.state} />
      <Button
        component="a"
        href={previewAddress(survey.id, language)}
        target="_blank"
        rel="noreferrer"
        variant="default"
        size="xs"
        leftSection={<IconEye size={16} aria-hidden />}
      >
        <Trans>Preview</Trans>
      </Button>
      {mayChange ? (
        <Button
          renderRoot={(props) => <Link to="/surveys/$surveyId/edit" params={{ surveyId: survey.id }} {...props} />}
          variant="default"
          size="xs"
          leftSection={<IconPencil size={16} aria-hidden />}
        >
          <Trans>Edit</Trans>
        </Button>
      ) : null}
      {mayChange && survey.state === "draft" ? <DeleteButton survey={survey} /> : null}
      {mayChange ? <StateButton survey={survey} /> : null}
    </header>
  );
}

/** Opens and closes; either is taken back by the other. */
function StateButton({ survey }: { survey: Survey }) {
  const set = useSetState(survey.id);
  const [told, setTold] = useState<"open" | "closed">();
  const isOpen = survey.state === "open";
  const change = (state: "open" | "closed", next?: "open" | "closed") =>
    set.mutate(state, { onSuccess: () => setTold(next) });
  return (
    <>
      <Button
        size="xs"
        variant={isOpen ? "default" : "filled"}
        loading={set.isPending}
        onClick={() => (isOpen ? change("closed", "closed") : change("open", "open"))}
      >
        {isOpen ? <Trans>Close the survey</Trans> : <Trans>Open the survey</Trans>}
      </Button>
      {set.error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={set.error} />
        </p>
      ) : null}
      {told ? (
        <UndoNotice onUndo={() => change(told === "open" ? "closed" : "open")} onDismiss={() => setTold(undefined)}>
          {told === "open" ? (
            <Trans>The survey is open: whoever has its address can answer.</Trans>
          ) : (
            <Trans>The survey is closed: answers are no longer taken. Those that came stay.</Trans>
          )}
        </UndoNotice>
      ) : null}
    </>
  );
}

function DeleteButton({ survey }: { survey: Survey }) {
  const navigate = useNavigate();
  const remove = useDeleteSurvey(survey.id);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        loading={remove.isPending}
        onClick={() => remove.mutate(undefined, { onSuccess: () => void navigate({ to: "/surveys" }) })}
      >
        <Trans>Delete the draft</Trans>
      </Button>
      {remove.error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={remove.error} />
        </p>
      ) : null}
    </>
  );
}

function DraftWords() {
  return (
    <p className={classes.words}>
      <Trans>
        Nobody can answer it yet. Look at the preview, then open it: it gets an address to share, and a code to print.
      </Trans>
    </p>
  );
}

function Results({ survey }: { survey: Survey }) {
  const { t } = useLingui();
  const { days = LENGTH } = route.useSearch();
  const navigate = route.useNavigate();
  const [counted, setCounted] = useState<Counted>();
  const names: Record<Length, string> = { 28: t`4 weeks`, 91: t`13 weeks`, 364: t`52 weeks` };
  const asked = new Map(survey.questions.map(({ id, question }) => [id, question]));
  const shown = survey.definition.questions.filter(({ id }) => asked.has(id));
  return (
    <>
      {shown.length > 0 || survey.channels.length > 0 ? (
        <div className={classes.head}>
          <h2>
            <Trans>Results</Trans>
          </h2>
          <NativeSelect
            size="xs"
            aria-label={t`Length of the period`}
            value={days}
            data={LENGTHS.map((each) => ({ value: String(each), label: names[each] }))}
            onChange={(event) => {
              const next = LENGTHS.find((each) => each === Number(event.currentTarget.value));
              void navigate({ search: (present) => ({ ...present, days: next }), replace: true, resetScroll: false });
            }}
          />
        </div>
      ) : null}
      {survey.channels.map((channel) => (
        <Invited key={channel.channel} survey={survey} channel={channel} days={days} />
      ))}
      {shown.map((question) => (
        <QuestionResult
          key={question.id}
          question={question}
          brand={survey.definition.brand}
          asked={asked.get(question.id) ?? {}}
          days={days}
          onCount={setCounted}
        />
      ))}
      {counted ? (
        <Suspense fallback={null}>
          <CountedPeople counted={counted} onGone={() => setCounted(undefined)} onClose={() => setCounted(undefined)} />
        </Suspense>
      ) : null}
    </>
  );
}
