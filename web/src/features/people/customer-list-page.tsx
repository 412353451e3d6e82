import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { isFailure } from "../../api/failure";
import { peopleQuery } from "../../api/people";
import { useFormats } from "../../lib/formats";
import { usePageTitle } from "../../lib/page-title";
import { FailureState } from "../../ui/failure-state";
import { ListSkeleton } from "../../ui/list-skeleton";
import classes from "./customer-list-page.module.css";
import { KindFilter } from "./kind-filter";
import { ListTools } from "./list-tools";
import { NoResult } from "./no-result";
import { NothingYet } from "./nothing-yet";
import { PeopleCards } from "./people-cards";
import { PeopleTable } from "./people-table";
import { type ListSearch, peopleFilter } from "./search";

const route = getRouteApi("/member/customers");

/** The list of customers: searched, filtered, sorted and paged by the server; its whole state is in the address. */
export function CustomerListPage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const list = usePeople(search);
  const narrow = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false }) ?? false;
  usePageTitle(t`Customers`);
  if (list.nothingYet) {
    return (
      <div className={classes.page}>
        <PageHead total={undefined} />
        <NothingYet />
      </div>
    );
  }
  return (
    <div className={classes.page}>
      <PageHead total={list.total} />
      {isFailure(list.error, 403) ? null : (
        <div className={classes.tools}>
          <KindFilter kind={search.kind} counts={list.counts} />
          <ListTools search={search} narrow={narrow} />
        </div>
      )}
      <ListBody list={list} search={search} narrow={narrow} />
    </div>
  );
}

function PageHead({ total }: { total: number | undefined }) {
  return (
    <header className={classes.head}>
      <h1>
        <Trans>Customers</Trans>
      </h1>
      <span className={classes.total} aria-live="polite">
        {total === undefined ? null : <Plural value={total} one="# person" other="# people" />}
      </span>
    </header>
  );
}

interface ListBodyProps {
  list: ReturnType<typeof usePeople>;
  search: ListSearch;
  narrow: boolean;
}

function ListBody({ list, search, narrow }: ListBodyProps) {
  if (list.people === undefined) {
    return list.error ? <FailureState error={list.error} onRetry={list.retry} /> : <ListSkeleton />;
  }
  if (list.people.length === 0) {
    return <NoResult search={search} />;
  }
  return (
    <>
      {narrow ? (
        <PeopleCards people={list.people} stale={list.stale} />
      ) : (
        <PeopleTable people={list.people} search={search} stale={list.stale} />
      )}
      <MorePeople list={list} />
    </>
  );
}

function MorePeople({ list }: { list: ReturnType<typeof usePeople> }) {
  const navigate = route.useNavigate();
  const formats = useFormats();
  const shown = formats.number(list.people?.length ?? 0);
  const total = formats.number(list.total ?? 0);
  function showMore() {
    void navigate({ search: (search) => ({ ...search, pages: list.n_pages + 1 }), replace: true, resetScroll: false });
  }
  return (
    <footer className={classes.foot}>
      <span>
        <Trans>
          {shown} of {total}
        </Trans>
      </span>
      {list.hasMore ? (
        <Button variant="default" size="xs" onClick={showMore} loading={list.fetchingMore}>
          <Trans>Show more</Trans>
        </Button>
      ) : null}
    </footer>
  );
}

/** The people of all shown pages. The address says how many pages there are; missing ones are fetched in their turn. */
function usePeople(search: ListSearch) {
  const query = useInfiniteQuery({ ...peopleQuery(peopleFilter(search)), placeholderData: keepPreviousData });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;
  const n_pages = data?.pages.length ?? 0;
  const incomplete = n_pages > 0 && n_pages < (search.pages ?? 1) && hasNextPage;
  useEffect(() => {
    if (incomplete && !isFetching && !isError) {
      void fetchNextPage();
    }
  }, [incomplete, isFetching, isError, fetchNextPage]);
  const last = data?.pages.at(-1);
  const counts = last?.counts;
  const n_known = counts ? counts.visitor + counts.prospect + counts.customer : undefined;
  return {
    people: data?.pages.flatMap((page) => page.items),
    total: last?.total,
    counts,
    n_pages,
    hasMore: hasNextPage,
    fetchingMore: query.isFetchingNextPage,
    stale: query.isPlaceholderData,
    error: query.error,
    retry: () => void query.refetch(),
    nothingYet: last?.total === 0 && n_known === 0 && !search.search && !search.kind,
  };
}
