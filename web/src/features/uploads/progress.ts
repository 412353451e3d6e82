import type { ImportProgress } from "../../api/imports";

/** Speeds are not told before so long: the first rows would promise too much. */
const SPEED_AFTER_MS = 500;

/** How far an import is, for the bar and its words. */
export interface Far {
  /** Between 0 and 1; absent while joined tables are read, of which the size says nothing about the whole. */
  ratio: number | undefined;
  /** Rows read in a second on the average; absent at the very beginning. */
  rows_per_second: number | undefined;
}

/** Computes how far an import is. */
export function howFar({ bytes_read, bytes_total, rows, elapsed_ms }: ImportProgress): Far {
  return {
    ratio: bytes_total > 0 && bytes_read > 0 ? Math.min(1, bytes_read / bytes_total) : undefined,
    rows_per_second: elapsed_ms >= SPEED_AFTER_MS ? Math.round((rows * 1_000) / elapsed_ms) : undefined,
  };
}
