import { Trans } from "@lingui/react/macro";
import type { CSSProperties } from "react";
import classes from "./figures-view.module.css";
import type { Figure } from "./sheet";
import { WhoButton } from "./who-button";

/** Values on their own: each with its range and what it rests on; several are compared on one scale. */
export function FiguresView({ figures }: { figures: readonly Figure[] }) {
  return (
    <ul className={classes.figures} data-several={figures.length > 1 || undefined}>
      {figures.map((figure) => (
        <li key={figure.id} className={classes.figure}>
          {figure.name ? (
            <h2 className={classes.name}>
              <bdi>{figure.name}</bdi>
            </h2>
          ) : null}
          <OneFigure figure={figure} />
          {figures.length > 1 && figure.place ? <Scale place={figure.place} /> : null}
          <dl className={classes.facts}>
            {figure.facts.map(({ name, value, who }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{who ? <WhoButton who={who}>{value}</WhoButton> : value}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function OneFigure({ figure: { value, range, small } }: { figure: Figure }) {
  const [low, high] = range ?? [];
  return (
    <p className={classes.value}>
      <b>{value}</b>
      {range ? (
        <span>
          <Trans>
            between {low} and {high}
          </Trans>
        </span>
      ) : null}
      {small ? (
        <span className={classes.mark}>
          <Trans>Small sample</Trans>
        </span>
      ) : null}
    </p>
  );
}

/** The value and its range on the scale that all figures share; the words beside it say the same. */
function Scale({ place: { value, low, high } }: { place: NonNullable<Figure["place"]> }) {
  const style = { "--value": value, "--low": low, "--high": high } as CSSProperties;
  return <span className={classes.scale} style={style} aria-hidden />;
}
