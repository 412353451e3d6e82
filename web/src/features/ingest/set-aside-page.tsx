import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { quarantineQuery } from "../../api/live-events";
import { type Source, sourcesQuery } from "../../api/sources";
import { usePageTitle } from "../../lib/page-title";
import { EmptyState } from "../../ui/empty-state";
import { FailureState } from "../../ui/failure-state";
import { IconArchive } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import pageClasses from "./live-events-page.module.css";
import { PageHead } from "./page-head";
import classes from "./set-aside-page.module.css";
import { SetAsideRow } from "./set-aside-row";

/** What was set aside: readable, but not usable as it is. */
export function SetAsidePage() {
  const { t } = useLingui();
  const { data: sources = [] } = useQuery(sourcesQuery);
  usePageTitle(t`Set aside`);
  return (
    <div className={pageClasses.page}>
      <PageHead />
      <SetAsideList sources={sources} />
    </div>
  );
}

function SetAsideList({ sources }: { sources: readonly Source[] }) {
  const { t } = useLingui();
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(quarantineQuery);
  if (!data) {
    return error ? <FailureState error={error} onRetry={() => void refetch()} /> : <ListSkeleton />;
  }
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState icon={IconArchive} title={t`Nothing was set aside`}>
        <p>
          <Trans>Events that can be read but not used as they are, such as those dated far ahead, are kept here.</Trans>
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <p className={classes.words}>
        <Trans>These events can be read but not used as they are. They are counted nowhere.</Trans>
      </p>
      <ol className={classes.list} aria-label={t`Set aside`}>
        {items.map((item) => (
          <SetAsideRow key={`${item.received_ms} ${item.key}`} item={item} name={sourceName(sources, item.source)} />
        ))}
      </ol>
      {hasNextPage ? (
        <footer className={classes.foot}>
          <Button variant="default" size="xs" loading={isFetching} onClick={() => void fetchNextPage()}>
            <Trans>Show more</Trans>
          </Button>
        </footer>
      ) : null}
    </>
  );
}

/** The source as people call it, where it is still known. */
function sourceName(sources: readonly Source[], eventSource: string): string {
  return sources.find(({ event_source }) => event_source === eventSource)?.name ?? eventSource;
}
