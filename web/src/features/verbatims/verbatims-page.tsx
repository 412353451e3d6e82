import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { verbatimSummaryQuery, verbatimsFileAddress, verbatimsQuery } from "../../api/verbatims";
import { usePageTitle } from "../../lib/page-title";
import { EmptyState } from "../../ui/empty-state";
import { FailureState } from "../../ui/failure-state";
import { IconDownload, IconMessages } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { Filters } from "./filters";
import { filterOf, LENGTH, LENGTHS, type Length } from "./search";
import { Steps } from "./steps";
import { Themes } from "./themes";
import { VerbatimItem } from "./verbatim-item";
import classes from "./verbatims.module.css";

const route = getRouteApi("/member/verbatims");

/** What customers wrote: what they talk about, and each text. */
export function VerbatimsPage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: summary, error, refetch } = useQuery(verbatimSummaryQuery(filterOf(search)));
  usePageTitle(t`Verbatims`);
  const names: Record<Length, string> = { 28: t`4 weeks`, 91: t`13 weeks`, 364: t`52 weeks` };
  const isEmpty = summary?.n === 0 && !search.search;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>
          <Trans>Verbatims</Trans>
        </h1>
        <NativeSelect
          size="xs"
          aria-label={t`Length of the period`}
          value={search.days ?? LENGTH}
          data={LENGTHS.map((each) => ({ value: String(each), label: names[each] }))}
          onChange={(event) => {
            const days = LENGTHS.find((each) => each === Number(event.currentTarget.value));
            void navigate({ search: (present) => ({ ...present, days }), replace: true, resetScroll: false });
          }}
        />
      </header>
      {!summary && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!summary && !error ? <ListSkeleton /> : null}
      {isEmpty ? <NothingYet /> : null}
      {summary && !isEmpty ? (
        <>
          <Themes summary={summary} />
          <Steps summary={summary} />
          <Texts />
        </>
      ) : null}
    </div>
  );
}

function NothingYet() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconMessages} title={t`Nobody wrote anything in this period`}>
      <p>
        <Trans>
          Comments of surveys, reviews, messages and reasons of returns come here by themselves: each is read for what
          it is about, and whether it praises or blames.
        </Trans>
      </p>
      <Link to="/surveys">
        <Trans>Ask your customers</Trans>
      </Link>
    </EmptyState>
  );
}

/** The texts, newest first. */
function Texts() {
  const search = route.useSearch();
  const list = useInfiniteQuery(verbatimsQuery(filterOf(search)));
  const verbatims = list.data?.pages.flatMap((page) => page.verbatims);
  const total = list.data?.pages[0]?.total ?? 0;
  return (
    <section className={classes.section} aria-labelledby="texts">
      <h2 id="texts">
        <Trans>What they wrote</Trans>
      </h2>
      <Filters />
      {!verbatims && list.error ? <FailureState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {!verbatims && !list.error ? <ListSkeleton /> : null}
      {verbatims ? (
        <div className={classes.filters}>
          <p className={classes.quiet} role="status">
            {total === 0 ? <Trans>No text to show.</Trans> : <Plural value={total} one="# text" other="# texts" />}
          </p>
          {total > 0 ? (
            <Button
              component="a"
              href={verbatimsFileAddress(filterOf(search))}
              download
              variant="default"
              size="xs"
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              <Trans>Export</Trans>
            </Button>
          ) : null}
        </div>
      ) : null}
      {verbatims && verbatims.length > 0 ? (
        <ol className={classes.texts}>
          {verbatims.map((verbatim) => (
            <VerbatimItem key={verbatim.seq} verbatim={verbatim} />
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
