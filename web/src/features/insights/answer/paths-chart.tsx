import { Trans } from "@lingui/react/macro";
import type { CSSProperties } from "react";
import type { PathView } from "./paths";
import classes from "./paths-chart.module.css";
import type { Teller } from "./teller";
import { WhoButton } from "./who-button";

/** The ways that people take, the most frequent first, each step by step. */
export function PathsChart({ views, teller }: { views: readonly PathView[]; teller: Teller }) {
  const { formats } = teller;
  const largest = Math.max(...views.map(({ share }) => share), 0.001);
  return (
    <ol className={classes.paths}>
      {views.map((view) => {
        const people = formats.number(view.people);
        return (
          <li key={view.id} className={classes.path}>
            <div className={classes.figures}>
              <b>{formats.percent(view.share)}</b>
              <span className={classes.bar} style={{ "--share": view.share / largest } as CSSProperties} aria-hidden />
              <span className={classes.people}>
                {view.who ? (
                  <WhoButton who={view.who}>
                    <Trans>{people} people</Trans>
                  </WhoButton>
                ) : (
                  <Trans>{people} people</Trans>
                )}
              </span>
            </div>
            <ol className={classes.steps}>
              {view.steps.map((step, index) => (
                <li key={stepKey(step, index)}>
                  <bdi>{step}</bdi>
                </li>
              ))}
            </ol>
          </li>
        );
      })}
    </ol>
  );
}

function stepKey(step: string, index: number): string {
  return `${index} ${step}`;
}
