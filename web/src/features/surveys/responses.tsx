import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import {
  responsesFileAddress,
  type Survey,
  type SurveyQuestion,
  type SurveyResponse,
  surveyResponsesQuery,
} from "../../api/surveys";
import { useFormats } from "../../lib/formats";
import { FailureState } from "../../ui/failure-state";
import { IconDownload, IconSearch } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { inWords } from "./names";
import classes from "./surveys.module.css";
import "./styles";

const route = getRouteApi("/member/surveys/$surveyId");
const TYPING_PAUSE_MS = 250;
const WORDS_LENGTH_MAX = 200;

/** What was answered, response by response, newest first; at first those in which something was written. */
export function Responses({ survey }: { survey: Survey }) {
  const { search = "", all } = route.useSearch();
  const list = useInfiniteQuery(surveyResponsesQuery(survey.id, search, !all));
  const responses = list.data?.pages.flatMap((page) => page.responses);
  const total = list.data?.pages[0]?.total ?? 0;
  return (
    <section className={classes.section} aria-labelledby="responses">
      <div className={classes.head}>
        <h2 id="responses">
          <Trans>What people answered</Trans>
        </h2>
        <Button
          component="a"
          href={responsesFileAddress(survey.id)}
          download
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          <Trans>Export</Trans>
        </Button>
      </div>
      <Tools key={survey.id} search={search} all={all ?? false} />
      {!responses && list.error ? <FailureState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {!responses && !list.error ? <ListSkeleton /> : null}
      {responses ? (
        <p className={classes.quiet} role="status">
          {total === 0 ? (
            <Trans>No response to show.</Trans>
          ) : (
            <Plural value={total} one="# response" other="# responses" />
          )}
        </p>
      ) : null}
      {responses && responses.length > 0 ? (
        <ol className={classes.responses}>
          {responses.map((response) => (
            <ResponseItem key={`${response.time_ms} ${response.person}`} response={response} survey={survey} />
          ))}
        </ol>
      ) : null}
      {list.hasNextPage ? (
        <div>
          <Button
            variant="default"
            size="xs"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            <Trans>Show more</Trans>
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function Tools({ search, all }: { search: string; all: boolean }) {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const [text, setText] = useState(search);
  const change = (next: { search?: string | undefined; all?: true | undefined }) =>
    void navigate({ search: (present) => ({ ...present, ...next }), replace: true, resetScroll: false });
  const send = useDebouncedCallback((words: string) => change({ search: words.trim() || undefined }), TYPING_PAUSE_MS);
  return (
    <div className={classes.line}>
      <TextInput
        className={classes.grow}
        type="search"
        size="xs"
        value={text}
        aria-label={t`Search what was written`}
        placeholder={t`Search what was written`}
        maxLength={WORDS_LENGTH_MAX}
        leftSection={<IconSearch size={16} />}
        onChange={(event) => {
          setText(event.currentTarget.value);
          send(event.currentTarget.value);
        }}
      />
      <Checkbox
        size="xs"
        label={t`Only with a comment`}
        checked={!all}
        onChange={(event) => change({ all: event.currentTarget.checked ? undefined : true })}
      />
    </div>
  );
}

function ResponseItem({ response, survey }: { response: SurveyResponse; survey: Survey }) {
  const formats = useFormats();
  const { definition } = survey;
  return (
    <li className={classes.response}>
      <p className={classes.quiet}>
        <time dateTime={new Date(response.time_ms).toISOString()}>{formats.dateTime(response.time_ms)}</time>
        {" · "}
        <Link to="/customers/$personId" params={{ personId: response.person }}>
          <Trans>Who answered</Trans>
        </Link>
      </p>
      {response.answers.map((given) => (
        <Given
          key={`${given.question} ${given.answer}`}
          given={given}
          brand={definition.brand}
          question={definition.questions.find(({ id }) => id === given.question)}
          isAlone={definition.questions.length === 1}
        />
      ))}
    </li>
  );
}

interface GivenProps {
  given: SurveyResponse["answers"][number];
  brand: string;
  /** Absent of a question that is asked no more. */
  question: SurveyQuestion | undefined;
  isAlone: boolean;
}

function Given({ given, brand, question, isAlone }: GivenProps) {
  const { i18n } = useLingui();
  const choice = question?.choices?.find(({ id }) => id === given.answer);
  const answer = choice ? inWords(choice.text, brand, i18n.locale) : given.answer;
  return (
    <div className={classes.given}>
      {answer === null ? null : (
        <span className={classes.answer} dir="auto">
          {answer}
        </span>
      )}
      <div className={classes.stack}>
        {isAlone || !question ? null : (
          <p className={classes.quiet} dir="auto">
            {inWords(question.text, brand, i18n.locale)}
          </p>
        )}
        {given.comment === null ? null : <p dir="auto">{given.comment}</p>}
      </div>
    </div>
  );
}
