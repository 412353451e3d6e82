import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { isFailure } from "../../api/failure";
import { usePageTitle } from "../../lib/page-title";
import { EmptyState } from "../../ui/empty-state";
import { FailureState } from "../../ui/failure-state";
import { IconSearch } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { Announcer } from "./announcer";
import classes from "./live-events-page.module.css";
import { NothingYet } from "./nothing-yet";
import { PageHead } from "./page-head";
import { isFiltered, liveFilter } from "./search";
import { StreamList } from "./stream-list";
import { StreamTools } from "./stream-tools";
import { useStream } from "./use-stream";

const route = getRouteApi("/member/live-events");

/** What arrives at this moment, and what becomes of it; the list fills by itself. */
export function LiveEventsPage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const stream = useStream(liveFilter(search));
  usePageTitle(t`Live events`);
  const isEmpty = stream.shown?.rows.length === 0 && !isFiltered(search);
  return (
    <div className={classes.page}>
      <PageHead />
      {isEmpty || isFailure(stream.error, 403) ? null : <StreamTools search={search} stream={stream} />}
      {stream.error && stream.shown ? (
        <p className={classes.trouble} role="status">
          <Trans>The server does not answer at the moment. Boussole keeps trying.</Trans>
        </p>
      ) : null}
      <PageBody stream={stream} isFiltered={isFiltered(search)} />
      <Announcer n_received={stream.n_received} isHeld={stream.isHeld} />
    </div>
  );
}

function PageBody({ stream, isFiltered }: { stream: ReturnType<typeof useStream>; isFiltered: boolean }) {
  if (!stream.shown) {
    return stream.error ? <FailureState error={stream.error} onRetry={stream.retry} /> : <ListSkeleton />;
  }
  if (stream.shown.rows.length > 0) {
    return <StreamList stream={stream.shown} />;
  }
  return isFiltered ? <NoResult /> : <NothingYet />;
}

function NoResult() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconSearch} title={t`No recent event matches these filters`}>
      <p>
        <Trans>What arrives and matches appears here by itself.</Trans>
      </p>
      <Link to="/live-events" search={{}}>
        <Trans>Show all events</Trans>
      </Link>
    </EmptyState>
  );
}
