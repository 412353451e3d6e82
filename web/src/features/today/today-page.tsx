import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { isBoard, type TodayBoard, todayQuery } from "../../api/today";
import { usePageTitle } from "../../lib/page-title";
import { FailureState } from "../../ui/failure-state";
import { FigureGrid } from "./figure-grid";
import { LookFirst } from "./look-first";
import { PageHead } from "./page-head";
import { choiceOf } from "./search";
import classes from "./today-page.module.css";
import { TodaySkeleton } from "./today-skeleton";

const Coverage = lazy(() => import("./coverage"));
const EmptyProject = lazy(() => import("./empty-project"));
const HistoryPanel = lazy(() => import("./history-panel"));
const NotMeasured = lazy(() => import("./not-measured"));
const route = getRouteApi("/member/");

/** How the company is doing: what to look at first, the figures, and how much of what happens they cover. */
export function TodayPage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const { data, error, isPlaceholderData, refetch } = useQuery(todayQuery(choiceOf(search)));
  const board = isBoard(data) ? data : undefined;
  usePageTitle(t`Today`);
  return (
    <div className={classes.page}>
      <PageHead today={board} loading={!data && !error} />
      {!data && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <TodaySkeleton /> : null}
      {data && !board ? (
        <Suspense fallback={null}>
          <EmptyProject />
        </Suspense>
      ) : null}
      {board ? <Content today={board} stale={isPlaceholderData} /> : null}
    </div>
  );
}

function Content({ today, stale }: { today: TodayBoard; stale: boolean }) {
  const { t } = useLingui();
  const { history } = route.useSearch();
  const navigate = route.useNavigate();
  const shown = today.figures.find(({ name }) => name === history);
  function closeHistory() {
    void navigate({ search: (search) => ({ ...search, history: undefined }), replace: true, resetScroll: false });
  }
  return (
    <div className={classes.content}>
      <LookFirst stale={stale} />
      <section className={classes.section} aria-label={t`Figures`} aria-busy={stale} data-stale={stale || undefined}>
        <FigureGrid today={today} />
        <Suspense fallback={null}>
          <NotMeasured figures={today.figures} />
        </Suspense>
      </section>
      <Suspense fallback={null}>
        <Coverage today={today} />
      </Suspense>
      <p className={classes.byMail}>
        <Link to="/settings/notifications">
          <Trans>Get these figures by e-mail every Monday</Trans>
        </Link>
      </p>
      {shown ? (
        <Suspense fallback={null}>
          <HistoryPanel figure={shown} onClose={closeHistory} />
        </Suspense>
      ) : null}
      {stale ? (
        <p className={classes.unseen} role="status">
          <Trans>Loading</Trans>
        </p>
      ) : null}
    </div>
  );
}
