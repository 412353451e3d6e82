import { Trans, useLingui } from "@lingui/react/macro";
import type { UseQueryResult } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from "react";
import type { Answer } from "../../../api/answers";
import type { Vocabulary } from "../../../api/insights";
import { useFormats } from "../../../lib/formats";
import { jsonText } from "../../../lib/text";
import { CodeBlock } from "../../../ui/code-block";
import { FailureState } from "../../../ui/failure-state";
import { ListSkeleton } from "../../../ui/list-skeleton";
import { RefusalWords } from "../../../ui/refusal-words";
import { readQuestion } from "../model/parse";
import type { Question } from "../model/question";
import page from "../question-page.module.css";
import { isRefusal } from "../refusal";
import classes from "./answer.module.css";
import { AnswerPanel } from "./answer-panel";
import { findWho, type Told } from "./sheet";
import { tell } from "./tell";
import type { Teller } from "./teller";
import { useOpenWho } from "./who-button";

const PeoplePanel = lazy(() => import("../people-panel"));
const route = getRouteApi("/member/analyses/$kind");
/** How often an answer is asked for again because the lists behind its numbers are gone. */
const RENEWALS_MAX = 3;
const ANSWER_LENGTH_MAX = 50_000;

interface Answered {
  asked: Question;
  answer: Answer;
}

interface QuestionAnswerProps {
  query: UseQueryResult<Answered>;
  vocabulary: Vocabulary;
  notice: ReactNode;
  onWholeHistory(): void;
}

/** The answer in all its states: awaited, refused, failed, told; and the people behind one of its numbers. */
export function QuestionAnswer({ query, vocabulary, notice, onWholeHistory }: QuestionAnswerProps) {
  const { data, error, isFetching, isPlaceholderData, refetch } = query;
  const { i18n } = useLingui();
  const formats = useFormats();
  const teller = useMemo<Teller>(() => ({ i18n, formats }), [i18n, formats]);
  const asked = useMemo(() => data && readQuestion(data.asked.kind, data.asked).question, [data]);
  const told = useMemo(
    () => data && asked && tell(data.answer, asked, vocabulary, teller),
    [data, asked, vocabulary, teller],
  );
  const refused = isRefusal(error);
  return (
    <div className={classes.panel}>
      <div className={classes.progress} data-running={isFetching || undefined} />
      {!data && isFetching ? <Waiting /> : null}
      {refused ? (
        <p className={page.notice} data-fault role="alert">
          <RefusalWords error={error} />
        </p>
      ) : null}
      {error && !refused ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !isFetching && !error ? <Incomplete /> : null}
      {data && !told && !error && !isPlaceholderData ? <Untold answer={data.answer} /> : null}
      {data && asked && told && !error ? (
        <AnswerPanel
          answer={data.answer}
          question={asked}
          told={told}
          teller={teller}
          stale={isPlaceholderData}
          notice={notice}
          onWholeHistory={onWholeHistory}
        />
      ) : null}
      {told && !isPlaceholderData ? (
        <PeopleBehind told={told} renewing={isFetching} onRenew={() => void refetch()} />
      ) : null}
    </div>
  );
}

function Waiting() {
  return (
    <div>
      <p className={classes.facts}>
        <Trans>The question is being answered…</Trans>
      </p>
      <ListSkeleton />
    </div>
  );
}

function Incomplete() {
  return (
    <p className={classes.facts}>
      <Trans>Complete the question to see its answer.</Trans>
    </p>
  );
}

/** An answer of which this page knows too little to draw it. */
function Untold({ answer }: { answer: Answer }) {
  const { t } = useLingui();
  return <CodeBlock code={jsonText(answer, ANSWER_LENGTH_MAX)} label={t`The answer as JSON`} copyable />;
}

interface PeopleBehindProps {
  told: Told;
  /** The answer is being asked for again. */
  renewing: boolean;
  onRenew(): void;
}

/** The people behind the number that the address names. A list that is kept no more is made anew with its answer. */
function PeopleBehind({ told, renewing, onRenew }: PeopleBehindProps) {
  const { who: id } = route.useSearch();
  const open = useOpenWho();
  const n_renewals = useRef(0);
  const [renewed, setRenewed] = useState(false);
  const who = findWho(told.sheet, id);
  if (!who) {
    return null;
  }
  function renew() {
    if (n_renewals.current < RENEWALS_MAX && !renewing) {
      n_renewals.current += 1;
      setRenewed(true);
      onRenew();
    }
  }
  return (
    <Suspense fallback={null}>
      <PeoplePanel who={who} renewed={renewed} onGone={renew} onClose={() => open(undefined)} />
    </Suspense>
  );
}
