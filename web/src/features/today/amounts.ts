import { msg } from "@lingui/core/macro";
import type { TodayFigure, TodayValue } from "../../api/today";
import { isDecimal } from "../../lib/money";
import type { Teller } from "./teller";

/** What a figure is counted in. */
export type Unit = TodayFigure["unit"];

/** From this amount on, money is written in thousands or millions. */
const COMPACT_FROM = 10_000;
const COMPACT_DIGITS = 4;

/** Returns a value as a number, for drawing and comparing; amounts are never added up. */
export function numberOf(value: TodayValue["value"] | undefined): number | null {
  if (typeof value === "string") {
    return isDecimal(value) ? Number(value) : null;
  }
  return value ?? null;
}

/** Writes a value whole. */
export function writeValue(value: number | string, unit: Unit, teller: Teller): string {
  const { i18n, formats } = teller;
  if (unit === "money") {
    return writeMoney(String(value), teller);
  }
  const number = Number(value);
  switch (unit) {
    case "percent":
      return formats.percent(number / 100);
    case "points":
      return signed(number, 0, formats.tag);
    case "mean": {
      const mean = formats.decimal(number, 1);
      return i18n._(msg`${mean}/7`);
    }
    default:
      return formats.number(number);
  }
}

/** Writes an end of an interval: as a value, without the scale that the value says already. */
export function writeEnd(value: number, unit: Unit, teller: Teller): string {
  return unit === "mean" ? teller.formats.decimal(value, 1) : writeValue(value, unit, teller);
}

/** Writes a value as short as a card wants it: large amounts in thousands (`123.4 k€`). */
export function writeShort(value: number | string, unit: Unit, teller: Teller): string {
  const { currency, tag } = teller.formats;
  if (unit !== "money" || Math.abs(Number(value)) < COMPACT_FROM || !currency) {
    return writeValue(value, unit, teller);
  }
  const parts = new Intl.NumberFormat(tag, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    notation: "compact",
    maximumSignificantDigits: COMPACT_DIGITS,
  }).formatToParts(Number(value));
  // French writes k€ and M€ in one, which `Intl` does not.
  return parts
    .filter(({ type }, at) => type !== "literal" || !(parts[at - 1]?.type === "compact"))
    .map((part) => part.value)
    .join("");
}

function writeMoney(amount: string, { formats }: Teller): string {
  return formats.currency ? formats.money({ amount, currency: formats.currency }) : formats.decimal(Number(amount), 2);
}

/** Writes a number with its sign. */
export function signed(value: number, digits: number, tag: string): string {
  const format = new Intl.NumberFormat(tag, { maximumFractionDigits: digits, signDisplay: "exceptZero" });
  return format.format(value);
}
