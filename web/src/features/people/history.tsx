import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, NativeSelect } from "@mantine/core";
import { useIntersection } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { type Person, timelineQuery } from "../../api/people";
import { groupByDay } from "../../lib/events/days";
import { eventLabel } from "../../lib/events/tell";
import { useFormats } from "../../lib/formats";
import { EmptyState } from "../../ui/empty-state";
import { FailureState } from "../../ui/failure-state";
import { IconCircleDashed } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { EventRow } from "./event-row";
import classes from "./history.module.css";

const route = getRouteApi("/member/customers/$personId");

/** After so many pages the history grows only when asked to. */
const PAGES_BY_ITSELF_MAX = 10;

/** Everything that happened to a person, newest first. */
export function History({ person }: { person: Person }) {
  const { event } = route.useSearch();
  const history = useHistory(person.id, event);
  return (
    <section aria-labelledby="history" className={classes.history}>
      <div className={classes.head}>
        <h2 id="history">
          <Trans>Timeline</Trans>
        </h2>
        <span className={classes.count}>
          <Plural value={person.n_events} one="# event" other="# events" />
        </span>
        <EventFilter person={person} event={event} />
      </div>
      <HistoryBody history={history} event={event} />
    </section>
  );
}

function EventFilter({ person, event }: { person: Person; event: string | undefined }) {
  const { i18n, t } = useLingui();
  const formats = useFormats();
  const navigate = route.useNavigate();
  const names = person.event_names.map(({ name, n }) => ({
    value: name,
    label: `${eventLabel(name, i18n)} (${formats.number(n)})`,
  }));
  const byLabel = new Intl.Collator(i18n.locale);
  names.sort((a, b) => byLabel.compare(a.label, b.label));
  function change(value: string) {
    void navigate({ search: { event: value || undefined }, replace: true, resetScroll: false });
  }
  return (
    <NativeSelect
      className={classes.filter}
      size="xs"
      aria-label={t`Show these events`}
      value={event ?? ""}
      onChange={(changed) => change(changed.currentTarget.value)}
      data={[{ value: "", label: t`All events` }, ...names]}
    />
  );
}

function useHistory(personId: string, event: string | undefined) {
  return useInfiniteQuery(timelineQuery(personId, event));
}

type HistoryQuery = ReturnType<typeof useHistory>;

function HistoryBody({ history, event }: { history: HistoryQuery; event: string | undefined }) {
  const formats = useFormats();
  const { t } = useLingui();
  if (!history.data) {
    return history.error ? (
      <FailureState error={history.error} onRetry={() => void history.refetch()} />
    ) : (
      <ListSkeleton />
    );
  }
  const days = groupByDay(history.data.pages.flatMap((page) => page.events));
  if (days.length === 0) {
    return <NoEvent filtered={event !== undefined} />;
  }
  return (
    <>
      {days.map(({ day, events }) => (
        <section key={day} className={classes.day}>
          <h3>{day ? formats.dayHeading(day) : t`Unknown day`}</h3>
          <ol>
            {events.map((each) => (
              <EventRow key={`${each.seq} ${each.time} ${each.event}`} event={each} />
            ))}
          </ol>
        </section>
      ))}
      <OlderEvents history={history} />
    </>
  );
}

function OlderEvents({ history }: { history: HistoryQuery }) {
  const { ref, entry } = useIntersection({ rootMargin: "400px" });
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = history;
  const near = entry?.isIntersecting ?? false;
  const byItself = near && !isFetchNextPageError && (history.data?.pages.length ?? 0) < PAGES_BY_ITSELF_MAX;
  useEffect(() => {
    if (byItself && hasNextPage && !isFetching) {
      void fetchNextPage();
    }
  }, [byItself, hasNextPage, isFetching, fetchNextPage]);
  return (
    <div ref={ref} className={classes.older}>
      {hasNextPage ? (
        <Button variant="default" size="xs" loading={isFetching} onClick={() => void fetchNextPage()}>
          <Trans>Older events</Trans>
        </Button>
      ) : (
        <span>
          <Trans>Start of the timeline</Trans>
        </span>
      )}
    </div>
  );
}

function NoEvent({ filtered }: { filtered: boolean }) {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconCircleDashed} title={filtered ? t`No event of this name` : t`No event yet`}>
      {filtered ? (
        <Link from="/customers/$personId" to="." search={{}}>
          <Trans>Show all events</Trans>
        </Link>
      ) : null}
    </EmptyState>
  );
}
