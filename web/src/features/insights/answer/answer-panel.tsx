import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import type { Answer } from "../../../api/answers";
import { oneLine } from "../../../lib/text";
import { EmptyState } from "../../../ui/empty-state";
import { IconCircleDashed } from "../../../ui/icons";
import type { Question } from "../model/question";
import classes from "./answer.module.css";
import { AnswerBody } from "./answer-body";
import { ExportButton } from "./export-button";
import type { Told } from "./sheet";
import type { Teller } from "./teller";

const DownloadMenu = lazy(() => import("./download-menu"));

const route = getRouteApi("/member/analyses/$kind");
const WARNING_LENGTH_MAX = 200;
const DAY_MS = 24 * 3_600_000;

interface AnswerPanelProps {
  answer: Answer;
  question: Question;
  told: Told;
  teller: Teller;
  /** An older answer is shown while the new one is computed. */
  stale: boolean;
  /** Something that must be said before everything else. */
  notice: ReactNode;
  onWholeHistory(): void;
}

/** An answer: its finding, the drawing or the table, and the files. */
export function AnswerPanel({ answer, question, told, teller, stale, notice, onWholeHistory }: AnswerPanelProps) {
  const { t } = useLingui();
  const { view } = route.useSearch();
  const asTable = view === "table";
  return (
    <section className={classes.panel} aria-label={t`Answer`} aria-busy={stale}>
      {notice}
      <div className={classes.body} data-stale={stale || undefined}>
        <header className={classes.finding}>
          <p aria-live="polite">{told.finding}</p>
          <AnswerFacts answer={answer} teller={teller} />
        </header>
        {told.empty ? (
          <NothingFound whole={question.range === undefined} onWholeHistory={onWholeHistory} />
        ) : (
          <>
            <div className={classes.tools}>
              <nav className={classes.switch} aria-label={t`How the numbers are shown`}>
                <ViewLink view={undefined} chosen={!asTable}>
                  <Trans>Chart</Trans>
                </ViewLink>
                <ViewLink view="table" chosen={asTable}>
                  <Trans>Table</Trans>
                </ViewLink>
              </nav>
              <Suspense fallback={<ExportButton disabled />}>
                <DownloadMenu sheet={told.sheet} name={told.finding} teller={teller} />
              </Suspense>
            </div>
            <AnswerBody answer={answer} question={question} told={told} asTable={asTable} teller={teller} />
          </>
        )}
        <Notes notes={told.notes} warnings={answer.meta.warnings} />
      </div>
    </section>
  );
}

function ViewLink({ view, chosen, children }: { view: "table" | undefined; chosen: boolean; children: ReactNode }) {
  return (
    <Link
      from="/analyses/$kind"
      to="."
      search={(search) => ({ ...search, view })}
      aria-current={chosen ? "true" : undefined}
      activeOptions={{ exact: true }}
      resetScroll={false}
      replace
    >
      {children}
    </Link>
  );
}

/** The period that was looked at, how much was read, and from when the period is counted back. */
function AnswerFacts({ answer: { meta }, teller: { formats } }: { answer: Answer; teller: Teller }) {
  const from = meta.range && formats.date(Date.parse(meta.range.from));
  // The end is excluded: the last day is the one before it.
  const to = meta.range && formats.date(Date.parse(meta.range.to) - 1);
  const events = formats.number(meta.events_scanned);
  const people = formats.number(meta.people_scanned);
  const asOfMs = Date.parse(meta.as_of);
  const asOf = formats.date(asOfMs - 1);
  return (
    <div className={classes.facts}>
      {from && to ? (
        <span>
          {from} – {to}
        </span>
      ) : null}
      <span>
        <Trans>
          {events} events of {people} people looked at
        </Trans>
      </span>
      {Date.now() - asOfMs > DAY_MS ? (
        <span>
          <Trans>Counted back from {asOf}, the day of the newest event</Trans>
        </span>
      ) : null}
    </div>
  );
}

function Notes({ notes, warnings }: { notes: readonly string[]; warnings: readonly string[] }) {
  if (notes.length + warnings.length === 0) {
    return null;
  }
  return (
    <ul className={classes.notes}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
      {warnings.map((warning) => (
        <li key={warning} lang="en" className={classes.warning}>
          {oneLine(warning, WARNING_LENGTH_MAX)}
        </li>
      ))}
    </ul>
  );
}

/** The question was understood, and nothing matches it. */
function NothingFound({ whole, onWholeHistory }: { whole: boolean; onWholeHistory(): void }) {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconCircleDashed} title={t`Nothing of this kind in the period`}>
      <p>
        <Trans>Look at a longer period, or leave out a condition.</Trans>
      </p>
      {whole ? null : (
        <Button variant="default" size="xs" onClick={onWholeHistory}>
          <Trans>Look at the whole history</Trans>
        </Button>
      )}
    </EmptyState>
  );
}
