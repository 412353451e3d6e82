import { Trans } from "@lingui/react/macro";
import type { TodayFigure, TodayValue } from "../../api/today";
import type { IconType } from "../../lib/manifest";
import { IconArrowDown, IconArrowRight, IconArrowUp } from "../../ui/icons";
import { writeShort, writeValue } from "./amounts";
import { type Change, changeOf, changeWords } from "./changes";
import classes from "./figure-card.module.css";
import { NumberLink } from "./number-link";
import { useTeller } from "./teller";

const ARROWS: Record<Change["direction"], IconType> = {
  up: IconArrowUp,
  down: IconArrowDown,
  level: IconArrowRight,
};

interface ChangeLineProps {
  figure: TodayFigure;
  before: TodayValue | null;
  /** Which earlier period it is. */
  label: string;
}

/** How a figure differs from an earlier period, and what it was; nothing without that period. */
export function ChangeLine({ figure, before, label }: ChangeLineProps) {
  const teller = useTeller();
  const change = changeOf(figure, before);
  if (before?.value === null || before?.value === undefined) {
    return null;
  }
  const Arrow = change && ARROWS[change.direction];
  const whole = writeValue(before.value, figure.unit, teller);
  const short = writeShort(before.value, figure.unit, teller);
  return (
    <li data-judgement={change?.judgement}>
      {change && Arrow ? (
        <span className={classes.change}>
          <Arrow size={14} stroke={2} />
          {changeWords(change, figure.unit, teller)}
        </span>
      ) : (
        <span />
      )}
      <span className={classes.before}>
        <Trans>
          {label}:{" "}
          <NumberLink question={figure.question} view="table" title={short === whole ? undefined : whole}>
            {short}
          </NumberLink>
        </Trans>
      </span>
    </li>
  );
}
