import { Trans, useLingui } from "@lingui/react/macro";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useMemo } from "react";
import { answerQuery, type Vocabulary, vocabularyQuery } from "../../api/insights";
import { usePageTitle } from "../../lib/page-title";
import { FailureState } from "../../ui/failure-state";
import { IconChevronDown } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { RefusalWords } from "../../ui/refusal-words";
import { QuestionAnswer } from "./answer/question-answer";
import { FaultsContext } from "./faults";
import { KIND_WORDS } from "./kinds";
import { faultsOf } from "./model/faults";
import type { Kind } from "./model/kind";
import { parseKind } from "./model/kind";
import { withoutPart } from "./model/part-path";
import type { Question } from "./model/question";
import { NothingYet } from "./nothing-yet";
import { QuestionHead } from "./question-head";
import classes from "./question-page.module.css";
import { isRefusal } from "./refusal";
import { useQuestion } from "./use-question";
import { VocabularyContext } from "./vocabulary";

// What is asked and who is found come in chunks of their own, so that the answer is there first.
const Builder = lazy(() => import("./builder/builder"));
const UnreadQuestion = lazy(() => import("./unread-question"));
const AudiencePanel = lazy(() => import("./audience-panel"));
const route = getRouteApi("/member/analyses/$kind");

/** One question: what is asked on the left, the answer on the right. */
export function QuestionPage() {
  const { i18n } = useLingui();
  const kind = parseKind(route.useParams().kind);
  const { data: vocabulary, error, refetch } = useQuery(vocabularyQuery);
  usePageTitle(kind && i18n._(KIND_WORDS[kind].name));
  if (!kind) {
    return null;
  }
  if (!vocabulary || vocabulary.events.length === 0) {
    return (
      <div className={classes.page}>
        <QuestionHead kind={kind} question={undefined} whole />
        {vocabulary ? <NothingYet /> : null}
        {!vocabulary && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
        {!vocabulary && !error ? <ListSkeleton /> : null}
      </div>
    );
  }
  return (
    <VocabularyContext value={vocabulary}>
      <QuestionColumns key={kind} kind={kind} vocabulary={vocabulary} />
    </VocabularyContext>
  );
}

function QuestionColumns({ kind, vocabulary }: { kind: Kind; vocabulary: Vocabulary }) {
  const { q } = route.useSearch();
  const { asked, draft, editable, edit, lost, unreadable } = useQuestion(kind, q, vocabulary);
  const whole = lost.length === 0;
  const answer = useAnswer(asked, whole);
  const faults = useFaults(draft, answer.error);
  const notice = unreadable ? (
    <p className={classes.notice} role="status">
      <Trans>This link could not be read: this is the question with which one begins.</Trans>
    </p>
  ) : null;
  const range = answer.data?.answer.meta.range ?? undefined;
  return (
    <FaultsContext value={faults}>
      <div className={classes.page}>
        <QuestionHead kind={kind} question={whole ? draft : asked} whole={whole} />
        <div className={classes.columns}>
          <BuilderColumn>
            <Suspense fallback={<ListSkeleton />}>
              {whole ? (
                <Builder question={draft} shown={range} onChange={edit} />
              ) : (
                <UnreadQuestion asked={asked} lost={lost} editable={editable} onChange={() => edit(draft)} />
              )}
            </Suspense>
          </BuilderColumn>
          {asked.kind === "audience" ? (
            <Suspense fallback={<ListSkeleton />}>
              <AudiencePanel question={asked} whole={whole} notice={notice} />
            </Suspense>
          ) : (
            <QuestionAnswer
              query={answer}
              vocabulary={vocabulary}
              notice={notice}
              onWholeHistory={() => edit(withoutPart(whole ? draft : asked, ["range"]))}
            />
          )}
        </div>
      </div>
    </FaultsContext>
  );
}

/** Asks the question as soon as nothing is missing in it; what the page cannot read, the server judges. */
function useAnswer(asked: Question, whole: boolean) {
  const complete = !whole || Object.keys(faultsOf(asked)).length === 0;
  return useQuery(answerQuery(complete && asked.kind !== "audience" ? asked : undefined));
}

/** What is missing in the question, and what the server refused, each at its field. */
function useFaults(draft: Question, error: unknown): ReadonlyMap<string, ReactNode> {
  const { i18n } = useLingui();
  return useMemo(() => {
    const missing = Object.entries(faultsOf(draft)).map(([field, words]): [string, ReactNode] => [
      field,
      i18n._(words),
    ]);
    const field = isRefusal(error) ? error.field : undefined;
    const told: [string, ReactNode][] = field ? [[field, <RefusalWords key="refused" error={error} atField />]] : [];
    return new Map([...told, ...missing]);
  }, [draft, error, i18n]);
}

/** The builder; on phones it is folded, so that the answer comes first. */
function BuilderColumn({ children }: { children: ReactNode }) {
  const narrow = useMediaQuery("(max-width: 56em)", undefined, { getInitialValueInEffect: false }) ?? false;
  return (
    <details className={classes.builderFold} open={!narrow}>
      <summary>
        <Trans>The question</Trans>
        <IconChevronDown size={16} aria-hidden />
      </summary>
      <div className={classes.builderBody}>{children}</div>
    </details>
  );
}
