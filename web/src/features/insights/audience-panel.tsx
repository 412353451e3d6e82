import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import type { AudienceAnswer } from "../../api/answers";
import { audienceQuery, EXPORT_PEOPLE_MAX, fetchAudience } from "../../api/insights";
import { useFormats } from "../../lib/formats";
import { EmptyState } from "../../ui/empty-state";
import { FailureState } from "../../ui/failure-state";
import { IconUsers } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { RefusalWords } from "../../ui/refusal-words";
import classes from "./answer/answer.module.css";
import { AUDIENCE_COLUMNS, audienceSheet } from "./answer/audience";
import { ColumnName } from "./answer/column-name";
import DownloadMenu from "./answer/download-menu";
import { type Row, type Sheet, writeCell } from "./answer/sheet";
import type { Teller } from "./answer/teller";
import { faultsOf } from "./model/faults";
import type { AudienceQuestion } from "./model/question";
import panel from "./people-panel.module.css";
import page from "./question-page.module.css";
import { isRefusal } from "./refusal";

interface AudiencePanelProps {
  question: AudienceQuestion;
  /** The page reads the question wholly; else the server judges it. */
  whole: boolean;
  notice: ReactNode;
}

/** The people of a question: how many, and who. */
export default function AudiencePanel({ question, whole, notice }: AudiencePanelProps) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const teller = useMemo<Teller>(() => ({ i18n, formats }), [i18n, formats]);
  const asked = useMemo(() => ({ ...question, columns: [...AUDIENCE_COLUMNS] }), [question]);
  const complete = !whole || Object.keys(faultsOf(question)).length === 0;
  const list = useInfiniteQuery(audienceQuery(complete ? asked : undefined));
  const { data, error, isFetching, isPlaceholderData, refetch } = list;
  const refused = isRefusal(error);
  const first = data?.pages[0];
  return (
    <div className={classes.panel}>
      <div className={classes.progress} data-running={isFetching || undefined} />
      {notice}
      {!data && isFetching ? <ListSkeleton /> : null}
      {refused ? (
        <p className={page.notice} data-fault role="alert">
          <RefusalWords error={error} />
        </p>
      ) : null}
      {error && !refused ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {first && !error ? (
        <div className={classes.body} data-stale={isPlaceholderData || undefined}>
          <Head answer={first} asked={asked} teller={teller} />
          {first.count === 0 ? <Nobody /> : <People list={list} count={first.count} teller={teller} />}
        </div>
      ) : null}
    </div>
  );
}

function Head({ answer, asked, teller }: { answer: AudienceAnswer; asked: AudienceQuestion; teller: Teller }) {
  const { t } = useLingui();
  const { count, meta } = answer;
  const share = teller.formats.percent(meta.people_scanned === 0 ? 0 : count / meta.people_scanned);
  const all = teller.formats.number(meta.people_scanned);
  return (
    <div className={classes.tools}>
      <header className={classes.finding}>
        <p aria-live="polite">
          <Plural value={count} one="# person" other="# people" />
        </p>
        {meta.people_scanned >= count && count > 0 ? (
          <div className={classes.facts}>
            <Trans>
              {share} of the {all} people looked at
            </Trans>
          </div>
        ) : null}
      </header>
      {count > 0 ? (
        <DownloadMenu
          sheet={async () => audienceSheet(await fetchAudience(asked), teller)}
          name={t`People`}
          teller={teller}
        />
      ) : null}
    </div>
  );
}

interface PeopleProps {
  list: ReturnType<typeof useInfiniteQuery<AudienceAnswer, Error, { pages: AudienceAnswer[] }>>;
  count: number;
  teller: Teller;
}

function People({ list, count, teller }: PeopleProps) {
  const people = list.data?.pages.flatMap((each) => each.people) ?? [];
  const sheet = audienceSheet(people, teller);
  const shown = teller.formats.number(people.length);
  const total = teller.formats.number(count);
  const most = teller.formats.number(EXPORT_PEOPLE_MAX);
  return (
    <>
      <PeopleTable sheet={sheet} teller={teller} />
      <div className={panel.foot}>
        <span>
          <Trans>
            {shown} of {total}
          </Trans>
        </span>
        {list.hasNextPage ? (
          <Button
            variant="default"
            size="xs"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            <Trans>Show more</Trans>
          </Button>
        ) : null}
      </div>
      {count > EXPORT_PEOPLE_MAX ? (
        <p className={classes.notes}>
          <Trans>A file holds the first {most} people.</Trans>
        </p>
      ) : null}
    </>
  );
}

function PeopleTable({ sheet, teller }: { sheet: Sheet; teller: Teller }) {
  const { t } = useLingui();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={classes.frame} aria-label={t`People`} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            {sheet.columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                data-figure={column.kind === "count" || column.kind === "money" || undefined}
              >
                <ColumnName column={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((row) => (
            <PersonRow key={row.id} row={row} sheet={sheet} teller={teller} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PersonRow({ row, sheet, teller }: { row: Row; sheet: Sheet; teller: Teller }) {
  return (
    <tr>
      {sheet.columns.map((column, at) => {
        const text = writeCell(row.cells[at] ?? { value: null }, column, teller);
        return (
          <td key={column.name} data-figure={column.kind === "count" || column.kind === "money" || undefined}>
            {at === 0 ? (
              <Link to="/customers/$personId" params={{ personId: row.id }}>
                <bdi>{text}</bdi>
              </Link>
            ) : (
              <bdi>{text}</bdi>
            )}
          </td>
        );
      })}
    </tr>
  );
}

function Nobody() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconUsers} title={t`Nobody meets these conditions`}>
      <p>
        <Trans>Leave out a condition, or let one of them be enough.</Trans>
      </p>
    </EmptyState>
  );
}
