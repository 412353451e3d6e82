import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { isFailure } from "../../api/failure";
import { todayFindingsQuery } from "../../api/today";
import { eventMessages } from "../../lib/events/catalogue";
import { withMessages } from "../../lib/language";
import classes from "./look-first.module.css";
import { choiceOf } from "./search";

// The sentences come in a chunk of their own, while the comparisons are made.
const Found = lazy(() => withMessages(eventMessages, import("./found")));
const route = getRouteApi("/member/");
const PLACES = [0, 1, 2];

/** What is unusual and concerns the most people, in a sentence each; it is asked once the figures are there. */
export function LookFirst({ stale }: { stale: boolean }) {
  const { t } = useLingui();
  const search = route.useSearch();
  const { data, error, refetch } = useQuery({ ...todayFindingsQuery(choiceOf(search)), enabled: !stale });
  const title = t`Look at first`;
  return (
    <section className={classes.section} aria-labelledby="look-first">
      <h2 id="look-first">{title}</h2>
      {!data && error ? <NotCompared error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Comparing /> : null}
      {data ? (
        <Suspense fallback={<Comparing />}>
          <Found found={data} />
        </Suspense>
      ) : null}
    </section>
  );
}

function Comparing() {
  return (
    <>
      <div className={classes.findings} role="status">
        {PLACES.map((place) => (
          <div key={place} className={classes.finding}>
            <Skeleton height={14} radius={4} />
            <Skeleton height={14} width="80%" radius={4} />
            {place === 0 ? (
              <p className={classes.quiet}>
                <Trans>Comparing groups and periods…</Trans>
              </p>
            ) : (
              <Skeleton height={11} width="50%" radius={4} />
            )}
          </div>
        ))}
      </div>
      <div className={classes.howSpace} />
    </>
  );
}

function NotCompared({ error, onRetry }: { error: unknown; onRetry(): void }) {
  return (
    <div className={classes.nothing} role="alert">
      <div>
        <p className={classes.sentence}>
          {isFailure(error, 503) ? (
            <Trans>Many questions are being answered at the moment: the comparison has to wait.</Trans>
          ) : (
            <Trans>The comparison could not be made.</Trans>
          )}
        </p>
        <Button variant="default" size="xs" onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    </div>
  );
}
