import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { type Journey, journeyFactsQuery, journeyQuery } from "../../api/journeys";
import { sessionQuery } from "../../api/session";
import { verbatimSummaryQuery } from "../../api/verbatims";
import { usePageTitle } from "../../lib/page-title";
import type { Counted } from "../../ui/counted-people";
import { EmptyState } from "../../ui/empty-state";
import { FailureState } from "../../ui/failure-state";
import { IconPencil, IconRoute } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { Coverage } from "./coverage";
import classes from "./journey-page.module.css";
import { JourneyMap } from "./map";
import { LENGTH, LENGTHS, type Length } from "./search";

const CountedPeople = lazy(() => import("../../ui/counted-people"));
const route = getRouteApi("/member/journeys");

/** How customers go through the journey: a map of its stages and steps, each with its facts. */
export function JourneyPage() {
  const { t } = useLingui();
  const { days = LENGTH } = route.useSearch();
  const { data: journey, error, refetch } = useQuery(journeyQuery);
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  usePageTitle(t`Customer journey`);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>
          <Trans>Customer journey</Trans>
        </h1>
        <LengthChoice days={days} />
        {session && session.member.role !== "viewer" ? (
          <Button
            renderRoot={(props) => <Link to="/journeys/edit" {...props} />}
            variant="default"
            size="xs"
            leftSection={<IconPencil size={16} />}
          >
            <Trans>Edit</Trans>
          </Button>
        ) : null}
      </header>
      {!journey && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!journey && !error ? <ListSkeleton /> : null}
      {journey?.question ? <Facts journey={journey} days={days} /> : null}
      {journey && !journey.question ? <NothingYet /> : null}
    </div>
  );
}

function LengthChoice({ days }: { days: Length }) {
  const { i18n, t } = useLingui();
  const names: Record<Length, string> = { 28: t`4 weeks`, 91: t`13 weeks`, 364: t`52 weeks` };
  return (
    <nav className={classes.lengths} aria-label={t`Length of the period`}>
      {LENGTHS.map((each) => (
        <Link
          key={`${each} ${i18n.locale}`}
          from="/journeys"
          to="."
          search={{ days: each }}
          className={classes.length}
          data-chosen={each === days || undefined}
          aria-current={each === days ? "true" : undefined}
          activeProps={{ className: "" }}
          resetScroll={false}
          replace
        >
          {names[each]}
        </Link>
      ))}
    </nav>
  );
}

function Facts({ journey, days }: { journey: Journey; days: Length }) {
  const { data: facts, error, refetch } = useQuery(journeyFactsQuery(journey.question, days));
  const { data: written } = useQuery(verbatimSummaryQuery({ days }));
  const [counted, setCounted] = useState<Counted>();
  if (!facts) {
    return error ? <FailureState error={error} onRetry={() => void refetch()} /> : <ListSkeleton />;
  }
  return (
    <>
      <Coverage facts={facts} />
      <JourneyMap journey={journey} facts={facts} written={written} days={days} onCount={setCounted} />
      <p className={classes.how}>
        <Trans>
          A person is awaited at the next step for {journey.definition.window_days} days. Ranges hold the true value 19
          times in 20. Differences between steps say what goes together, not what causes it.
        </Trans>{" "}
        <Trans>After the last steps most go no further: they have what they came for.</Trans>
      </p>
      {counted ? (
        <Suspense fallback={null}>
          <CountedPeople counted={counted} onGone={() => void refetch()} onClose={() => setCounted(undefined)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** No event of any step was ever seen. */
function NothingYet() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconRoute} title={t`Nothing of this journey has happened yet`}>
      <p>
        <Trans>
          The map fills by itself once visits, orders, deliveries or calls for help arrive. Connect a source or import a
          file; if your events have other names, say so under Edit.
        </Trans>
      </p>
      <p>
        <Link to="/settings/sources">
          <Trans>Connect a source</Trans>
        </Link>
      </p>
    </EmptyState>
  );
}
