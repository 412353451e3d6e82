import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Badge, Button } from "@mantine/core";
import "@mantine/core/styles/Badge.layer.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { TrendAnswer } from "../../api/answers";
import { type SurveyLine, surveyFactsQuery, surveysQuery } from "../../api/surveys";
import { usePageTitle } from "../../lib/page-title";
import { oneLine } from "../../lib/text";
import { EmptyState } from "../../ui/empty-state";
import { FailureState } from "../../ui/failure-state";
import { IconMessageQuestion, IconPlus } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { STATE_NAMES } from "./names";
import { RulesForm } from "./rules-form";
import { LENGTH } from "./search";
import classes from "./surveys.module.css";
import { useMayChange } from "./use-changes";

const NAME_LENGTH_MAX = 80;

/** The surveys of the project, newest first, with how many people answered each. */
export function SurveyListPage() {
  const { t } = useLingui();
  const mayChange = useMayChange();
  const { data, error, refetch } = useQuery(surveysQuery);
  usePageTitle(t`Surveys`);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>
          <Trans>Surveys</Trans>
        </h1>
        {mayChange && data && data.surveys.length > 0 ? <NewButton /> : null}
      </header>
      {!data && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <ListSkeleton /> : null}
      {data?.surveys.length === 0 ? <NothingYet>{mayChange ? <NewButton /> : null}</NothingYet> : null}
      {data && data.surveys.length > 0 ? <List surveys={data.surveys} question={data.question} /> : null}
      {data && data.surveys.length > 0 ? <RulesForm /> : null}
    </div>
  );
}

function NewButton() {
  return (
    <Button
      renderRoot={(props) => <Link to="/surveys/new" {...props} />}
      size="xs"
      leftSection={<IconPlus size={16} />}
    >
      <Trans>New survey</Trans>
    </Button>
  );
}

function NothingYet({ children }: { children: React.ReactNode }) {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconMessageQuestion} title={t`Ask your customers`}>
      <p>
        <Trans>
          Would they recommend you? Was it easy? Share a link or print its code: each answer joins the timeline, and the
          scores come with their range.
        </Trans>
      </p>
      {children}
    </EmptyState>
  );
}

function List({ surveys, question }: { surveys: SurveyLine[]; question: { [field: string]: unknown } }) {
  const { t } = useLingui();
  const { data } = useQuery(surveyFactsQuery(question, LENGTH));
  const counts = data?.kind === "trend" ? countsOf(data) : data === null ? new Map<string, number>() : undefined;
  return (
    <>
      <ul className={classes.list} aria-label={t`Surveys`}>
        {surveys.map((survey) => (
          <li key={survey.id} className={classes.row}>
            <div className={classes.grow}>
              <Link to="/surveys/$surveyId" params={{ surveyId: survey.id }}>
                {oneLine(survey.name, NAME_LENGTH_MAX)}
              </Link>
              <p className={classes.quiet}>
                <Plural value={survey.n_questions} one="# question" other="# questions" />
              </p>
            </div>
            {counts ? (
              <span className={classes.quiet}>
                <Plural value={counts.get(survey.id) ?? 0} one="# person answered" other="# people answered" />
              </span>
            ) : null}
            <StateBadge state={survey.state} />
          </li>
        ))}
      </ul>
      <p className={classes.quiet}>
        <Trans>People are those of the last 52 weeks.</Trans>
      </p>
    </>
  );
}

/** Whether a survey can be answered. */
export function StateBadge({ state }: { state: SurveyLine["state"] }) {
  const { i18n } = useLingui();
  return (
    <Badge variant={state === "open" ? "filled" : "default"} radius="sm" tt="none" fw={500}>
      {i18n._(STATE_NAMES[state])}
    </Badge>
  );
}

function countsOf({ series }: TrendAnswer): Map<string, number> {
  return new Map(series.map(({ group, values }) => [String(group.survey_id), Number(values[0] ?? 0)]));
}
