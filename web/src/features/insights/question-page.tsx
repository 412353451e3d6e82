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
import { QuestionAnswer } from "./answer/question-answer";
import { FaultsContext } from "./faults";
import { KIND_WORDS } from "./kinds";
import { faultsOf } from "./model/faults";
import type { Kind } from "./model/kind";
import { parseKind } from "./model/kind";
import type { Question } from "./model/question";
import { NothingYet } from "./nothing-yet";
import { QuestionHead } from "./question-head";
import classes from "./question-page.module.css";
import { RefusalWords } from "./refusal-words";
import { refusedBy } from "./refusals";
import { useQuestion } from "./use-question";
import { VocabularyContext } from "./vocabulary";

// What is asked and who is found come in chunks of their own, so that the answer is there first.
const Builder = lazy(() => import("./builder/builder"));
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
        <QuestionHead kind={kind} question={undefined} />
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
  const { asked, draft, edit, lost } = useQuestion(kind, q, vocabulary);
  const answer = useAnswer(asked);
  const faults = useFaults(draft, answer.error);
  const notice = lost ? (
    <p className={classes.notice} role="status">
      <Trans>A part of this link could not be read, and was left out.</Trans>
    </p>
  ) : null;
  const range = answer.data?.answer.meta.range ?? undefined;
  return (
    <FaultsContext value={faults}>
      <div className={classes.page}>
        <QuestionHead kind={kind} question={draft} />
        <div className={classes.columns}>
          <BuilderColumn>
            <Suspense fallback={<ListSkeleton />}>
              <Builder question={draft} shown={range} onChange={edit} />
            </Suspense>
          </BuilderColumn>
          {asked.kind === "audience" ? (
            <Suspense fallback={<ListSkeleton />}>
              <AudiencePanel question={asked} notice={notice} />
            </Suspense>
          ) : (
            <QuestionAnswer
              query={answer}
              vocabulary={vocabulary}
              notice={notice}
              onWholeHistory={() => edit(withoutRange(draft))}
            />
          )}
        </div>
      </div>
    </FaultsContext>
  );
}

/** Asks the question as soon as nothing is missing in it. */
function useAnswer(asked: Question) {
  const whole = Object.keys(faultsOf(asked)).length === 0;
  return useQuery(answerQuery(whole && asked.kind !== "audience" ? asked : undefined));
}

/** What is missing in the question, and what the server refused, each at its field. */
function useFaults(draft: Question, error: unknown): ReadonlyMap<string, ReactNode> {
  const { i18n } = useLingui();
  return useMemo(() => {
    const missing = Object.entries(faultsOf(draft)).map(([field, words]): [string, ReactNode] => [
      field,
      i18n._(words),
    ]);
    const refused = refusedBy(error);
    const told: [string, ReactNode][] = refused?.field
      ? [[refused.field, <RefusalWords key="refused" refused={refused} />]]
      : [];
    return new Map([...told, ...missing]);
  }, [draft, error, i18n]);
}

function withoutRange(question: Question): Question {
  const { range: _, ...rest } = question;
  return rest as Question;
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
