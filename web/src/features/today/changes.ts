import { msg, plural } from "@lingui/core/macro";
import type { TodayFigure, TodayValue } from "../../api/today";
import { numberOf, signed, type Unit } from "./amounts";
import type { Teller } from "./teller";

/** Below this base a value is marked, and never compared. */
export const SMALL_BASE = 30;

/** What a change means: `unclear` when it lies within the margin of error, `same` when nothing changed. */
export type Judgement = "better" | "worse" | "unclear" | "same";

/** How a value differs from an earlier one. */
export interface Change {
  /** A ratio for counts and amounts (null when there was nothing before), else a difference in the unit. */
  by: number | null;
  direction: "up" | "down" | "level";
  judgement: Judgement;
}

/** A judgement in words; colour and arrow only repeat it. */
const JUDGEMENT_WORDS = {
  better: msg`better`,
  worse: msg`worse`,
  unclear: msg`within the margin of error`,
  same: msg`unchanged`,
} as const satisfies Record<Judgement, unknown>;

/** Compares a figure with an earlier value of it; nothing when one of them is missing or rests on too little. */
export function changeOf(figure: TodayFigure, before: TodayValue | null): Change | undefined {
  const [now_value, before_value] = [numberOf(figure.value?.value), numberOf(before?.value)];
  if (now_value === null || before_value === null || !figure.value || !before || isSmall(figure, before)) {
    return undefined;
  }
  const difference = now_value - before_value;
  const isRelative = figure.unit === "count" || figure.unit === "money";
  const by = isRelative ? (before_value === 0 ? null : difference / Math.abs(before_value)) : difference;
  const shown = by === null ? difference : rounded(by, figure.unit);
  if (shown === 0) {
    return { by: 0, direction: "level", judgement: "same" };
  }
  const isGood = shown > 0 === (figure.better === "higher");
  const judgement = isClear(figure.value, before) ? (isGood ? "better" : "worse") : "unclear";
  return { by, direction: shown > 0 ? "up" : "down", judgement };
}

function isSmall(figure: TodayFigure, before: TodayValue): boolean {
  return figure.is_small || (before.n !== null && before.n < SMALL_BASE);
}

/**
 * Says whether a difference lies outside of the margin of error; what is no sample has none.
 *
 * The interval of the difference comes from those of the two values, by the square-and-add method (MOVER).
 * Source: Newcombe 1998, Statistics in Medicine 17, 873–890; Zou and Donner 2008.
 */
function isClear(now: TodayValue, before: TodayValue): boolean {
  const [a, b] = [ends(now), ends(before)];
  if (!a || !b) {
    return true;
  }
  const difference = a.value - b.value;
  const below = Math.hypot(a.value - a.low, b.high - b.value);
  const above = Math.hypot(a.high - a.value, b.value - b.low);
  return difference - below > 0 || difference + above < 0;
}

function ends({ value, low, high }: TodayValue): { value: number; low: number; high: number } | undefined {
  const number = numberOf(value);
  return number === null || low === null || high === null ? undefined : { value: number, low, high };
}

/** Rounds a change as it is written, so that a change that is written as zero is none. */
function rounded(by: number, unit: Unit): number {
  const factor = unit === "count" || unit === "money" ? 1000 : unit === "points" ? 1 : 10;
  return Math.round(by * factor) / factor;
}

/** Says how much it is and what it means: `+2.8 %, better`. */
export function changeWords(change: Change, unit: Unit, teller: Teller): string {
  const { i18n } = teller;
  const judgement = i18n._(JUDGEMENT_WORDS[change.judgement]);
  if (change.judgement === "same") {
    return judgement;
  }
  const amount = writeChange(change, unit, teller);
  return i18n._(msg`${amount}, ${judgement}`);
}

/** Writes how much it is: `+2.8 %` for counts and amounts, `+2.3 pts` for shares. */
function writeChange({ by }: Change, unit: Unit, { i18n, formats }: Teller): string {
  if (by === null) {
    return i18n._(msg`none before`);
  }
  if (unit === "count" || unit === "money") {
    const options = { style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" } as const;
    return new Intl.NumberFormat(formats.tag, options).format(by);
  }
  return unit === "mean" ? signed(by, 1, formats.tag) : writePoints(by, unit, "exceptZero", { i18n, formats });
}

/** Writes a difference of shares or of NPS: `2.3 pts`. */
export function writePoints(
  by: number,
  unit: Unit,
  signDisplay: "exceptZero" | "never",
  { i18n, formats }: Teller,
): string {
  const digits = unit === "points" ? 0 : 1;
  const text = new Intl.NumberFormat(formats.tag, { maximumFractionDigits: digits, signDisplay }).format(by);
  const count = Math.abs(rounded(by, unit));
  return i18n._(msg`${plural(count, { one: `${text} pt`, other: `${text} pts` })}`);
}
