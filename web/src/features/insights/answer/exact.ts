import { isDecimal } from "../../../lib/money";
import type { Cell, Column } from "./sheet";

/** The digits of a share and of a mean that are written to a file; counts and amounts are whole. */
const DIGITS = 6;

/** Returns the head of a column for a file, with its unit. */
export function columnHead({ name, kind }: Column): string {
  return kind === "share" ? `${name} (%)` : kind === "seconds" ? `${name} (s)` : name;
}

/** Returns a value as exact as it is known; shares in per cent, as their head says. */
export function exactValue(cell: Cell | undefined, { kind }: Column): string | number | null {
  const value = cell?.value ?? null;
  if (typeof value === "number") {
    return Number((kind === "share" ? value * 100 : value).toFixed(DIGITS));
  }
  return value !== null && kind !== "text" && kind !== "day" && isDecimal(value) ? Number(value) : value;
}
