import { Trans, useLingui } from "@lingui/react/macro";
import type { CSSProperties } from "react";
import type { FunnelView, StepView } from "./funnel";
import classes from "./funnel-chart.module.css";
import { SMALL_BASE } from "./sheet";
import type { Teller } from "./teller";
import { WhoButton } from "./who-button";

/** The most groups that are drawn side by side. */
const GROUPS_SHOWN_MAX = 6;

/** The steps of a funnel, each with a bar for every group: who reached it, and who did not go on. */
export function FunnelChart({ views, teller }: { views: readonly FunnelView[]; teller: Teller }) {
  const shown = views.slice(0, GROUPS_SHOWN_MAX);
  const [whole] = shown;
  const grouped = shown.length > 1 || Boolean(whole?.name);
  const widest = Math.max(1, ...shown.map(({ steps }) => steps[0]?.people ?? 0));
  return (
    <ol className={classes.steps}>
      {whole?.steps.map((step, index) => (
        <li key={stepKey(step, index)} className={classes.step}>
          <h2 className={classes.name}>
            <span className={classes.number}>{index + 1}</span>
            <bdi>{step.name}</bdi>
            {step.optional ? (
              <span className={classes.quiet}>
                <Trans>may be skipped</Trans>
              </span>
            ) : null}
          </h2>
          {shown.map((view, at) => {
            const own = view.steps[index];
            return own ? (
              <GroupBar
                key={view.id}
                view={grouped ? view : undefined}
                step={own}
                first={index === 0}
                colour={at + 1}
                scale={(grouped ? view.steps[0]?.people : undefined) ?? widest}
                teller={teller}
              />
            ) : null;
          })}
        </li>
      ))}
    </ol>
  );
}

function stepKey(step: StepView, index: number): string {
  return `${index} ${step.name}`;
}

interface GroupBarProps {
  view: FunnelView | undefined;
  step: StepView;
  first: boolean;
  colour: number;
  /** The people of a bar of full length. */
  scale: number;
  teller: Teller;
}

function GroupBar({ view, step, first, colour, scale, teller }: GroupBarProps) {
  const { t } = useLingui();
  const { formats } = teller;
  const style = {
    "--share": scale === 0 ? 0 : step.people / scale,
    "--lost": scale === 0 ? 0 : step.n_dropped / scale,
    "--colour": `var(--series-${colour})`,
  } as CSSProperties;
  const people = formats.number(step.people);
  const base = formats.number(SMALL_BASE);
  return (
    <div className={classes.group} data-small={view?.small || undefined}>
      {view ? (
        <p className={classes.groupName}>
          <bdi>{view.name}</bdi>
          {view.small ? <small title={t`Fewer than ${base} people`}>{t`Small sample`}</small> : null}
        </p>
      ) : null}
      <div className={classes.bar} style={style}>
        {step.reached ? (
          <WhoButton who={step.reached} className={classes.reached}>
            <span className={classes.hidden}>{people}</span>
          </WhoButton>
        ) : null}
        {step.dropped ? (
          <WhoButton who={step.dropped} className={classes.dropped}>
            <span className={classes.hidden}>{formats.number(step.n_dropped)}</span>
          </WhoButton>
        ) : null}
      </div>
      <StepFigures step={step} first={first} teller={teller} />
    </div>
  );
}

function StepFigures({ step, first, teller }: { step: StepView; first: boolean; teller: Teller }) {
  const { formats } = teller;
  const people = formats.number(step.people);
  const share = step.from_first === null ? "–" : formats.percent(step.from_first);
  const onwards = step.from_previous === null ? "–" : formats.percent(step.from_previous);
  const lost = formats.number(step.n_dropped);
  const time = step.seconds === null ? undefined : formats.span(step.seconds);
  return (
    <p className={classes.figures}>
      <b>{first ? people : share}</b>
      {first ? (
        <span>
          <Trans>people</Trans>
        </span>
      ) : (
        <span>
          <Trans>{people} people</Trans>
        </span>
      )}
      {first ? null : (
        <span>
          <Trans>{onwards} of the step before</Trans>
        </span>
      )}
      {first || step.optional || step.n_dropped === 0 ? null : (
        <span className={classes.lost}>
          <Trans>{lost} dropped out</Trans>
        </span>
      )}
      {time ? (
        <span>
          <Trans>half of them within {time}</Trans>
        </span>
      ) : null}
    </p>
  );
}
