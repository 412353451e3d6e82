import { msg } from "@lingui/core/macro";
import type { TodayFigure } from "../../api/today";
import { numberOf, writeValue } from "./amounts";
import { writePoints } from "./changes";
import type { Teller } from "./teller";

/** How far a figure is from its target. */
export interface Progress {
  reached: boolean;
  words: string;
}

/** Says in words how far a figure is from its target; nothing without a target or a value. */
export function targetProgress(figure: TodayFigure, teller: Teller): Progress | undefined {
  const value = numberOf(figure.value?.value);
  const target = figure.target?.value;
  if (value === null || target === undefined) {
    return undefined;
  }
  const { i18n } = teller;
  const aim = writeValue(target, figure.unit, teller);
  const reached = figure.better === "higher" ? value >= target : value <= target;
  if (reached) {
    return { reached, words: i18n._(msg`Target of ${aim} reached`) };
  }
  const gap = gapWords(value, target, figure, teller);
  return {
    reached,
    words:
      value < target ? i18n._(msg`${gap} under the target of ${aim}`) : i18n._(msg`${gap} over the target of ${aim}`),
  };
}

function gapWords(value: number, target: number, { unit }: TodayFigure, teller: Teller): string {
  const { formats } = teller;
  if (unit === "mean") {
    return formats.decimal(Math.abs(value - target), 1);
  }
  if (unit === "percent" || unit === "points") {
    return writePoints(value - target, unit, "never", teller);
  }
  return formats.percent(target === 0 ? 1 : Math.abs(value - target) / Math.abs(target));
}
