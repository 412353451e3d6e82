import { Trans, useLingui } from "@lingui/react/macro";
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { sessionQuery } from "../../api/session";
import type { TodayBoard } from "../../api/today";
import { localTime } from "../../lib/dates";
import { IconX } from "../../ui/icons";
import classes from "./page-head.module.css";
import { LENGTH_NAMES, periodName } from "./periods";
import { isDay, LENGTHS, type Length } from "./search";
import { useTeller } from "./teller";

const route = getRouteApi("/member/");
const DAY_MS = 24 * 3_600_000;

/** The name of the page, its period in words, and the choice of another one. */
export function PageHead({ today, loading }: { today: TodayBoard | undefined; loading: boolean }) {
  return (
    <header className={classes.head}>
      <div className={classes.title}>
        <h1>
          <Trans>Today</Trans>
        </h1>
        {today ? <PeriodWords today={today} /> : null}
        {loading ? <Skeleton height={12} width="min(560px, 100%)" mt={10} radius={4} /> : null}
      </div>
      {today ? (
        <div className={classes.tools}>
          <LengthChoice today={today} />
          <LastDay today={today} />
        </div>
      ) : null}
      {loading ? <Skeleton height={34} width="min(560px, 100%)" radius={8} /> : null}
    </header>
  );
}

function PeriodWords({ today: { period, figures, is_past } }: { today: TodayBoard }) {
  const teller = useTeller();
  const { until: chosen } = route.useSearch();
  const name = periodName(period.from, period.until, teller);
  const words = name.charAt(0).toLocaleUpperCase(teller.i18n.locale) + name.slice(1);
  const days = teller.formats.number(period.days);
  const hasYear = figures.some(({ year_ago }) => year_ago !== null);
  const hasPrevious = figures.some(({ previous }) => previous !== null);
  return (
    <>
      <p>
        {hasPrevious && hasYear ? (
          <Trans>
            {words}, compared with the {days} days before and with the same weekdays a year earlier
          </Trans>
        ) : hasPrevious ? (
          <Trans>
            {words}, compared with the {days} days before
          </Trans>
        ) : (
          words
        )}
      </p>
      {is_past && chosen === undefined ? (
        <p>
          <Trans>Nothing newer has arrived: the newest event is of the last of these days.</Trans>
        </p>
      ) : null}
    </>
  );
}

function LengthChoice({ today: { period } }: { today: TodayBoard }) {
  const { i18n, t } = useLingui();
  const { days } = route.useSearch();
  const name = LENGTHS.find((each) => each === period.days);
  return (
    <nav className={classes.lengths} aria-label={t`Length of the period`}>
      {LENGTHS.map((each) => (
        <LengthLink key={each} days={each} chosen={each === days}>
          {i18n._(LENGTH_NAMES[each])}
        </LengthLink>
      ))}
      <LengthLink days={undefined} chosen={days === undefined}>
        {days === undefined && name ? t`Automatic (${i18n._(LENGTH_NAMES[name])})` : t`Automatic`}
      </LengthLink>
    </nav>
  );
}

function LengthLink({ days, chosen, children }: { days: Length | undefined; chosen: boolean; children: string }) {
  return (
    <Link
      from="/"
      to="."
      search={(search) => ({ ...search, days })}
      className={classes.length}
      data-chosen={chosen || undefined}
      aria-current={chosen ? "true" : undefined}
      activeOptions={{ exact: true }}
      activeProps={{ className: "" }}
      resetScroll={false}
      replace
    >
      {children}
    </Link>
  );
}

/** The last day that is looked at. It is asked for when it is a whole day between the first one and yesterday. */
function LastDay({ today: { period, history_from } }: { today: TodayBoard }) {
  const { t } = useLingui();
  const { until } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  const yesterday = localTime(Date.now() - DAY_MS, session?.project.timezone ?? "UTC").slice(0, 10);
  const choose = (day: string | undefined) =>
    void navigate({ search: (search) => ({ ...search, until: day }), replace: true, resetScroll: false });
  return (
    <div className={classes.day}>
      <label>
        <span>
          <Trans>Until</Trans>
        </span>
        <input
          key={period.until}
          type="date"
          defaultValue={period.until}
          min={history_from ?? undefined}
          max={yesterday}
          onChange={({ currentTarget: { value, validity } }) => {
            if (isDay(value) && validity.valid) {
              choose(value);
            }
          }}
        />
      </label>
      {until === undefined ? null : (
        <button type="button" onClick={() => choose(undefined)} aria-label={t`Back to the last day with events`}>
          <IconX size={14} aria-hidden />
        </button>
      )}
    </div>
  );
}
