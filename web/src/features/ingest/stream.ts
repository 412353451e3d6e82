import type { LiveEvent, LivePage } from "../../api/live-events";

/** The most events that are kept on the page. */
export const ROWS_MAX = 500;

/** An event of the stream. */
export interface StreamRow {
  /** Its number among all that this page received; the server gives events none. */
  seq: number;
  event: LiveEvent;
  /** Whether events between this one and the next older one are not shown. */
  gapBelow: boolean;
}

/** What this page received up to now, newest first. */
export interface Stream {
  rows: readonly StreamRow[];
  /** After which to ask next. */
  cursor: string;
  /** How many events this page ever received. */
  n_received: number;
  /** Whether events newer than the first row are not shown. */
  gapOnTop: boolean;
}

/** Puts what just arrived on top of what there was, and lets go of the oldest beyond `rows_max`. */
export function mergePage(before: Stream | undefined, page: LivePage, rows_max = ROWS_MAX): Stream {
  if (before && page.items.length === 0 && !page.skipped) {
    return before.cursor === page.cursor ? before : { ...before, cursor: page.cursor };
  }
  const old = before?.rows ?? [];
  const n_received = (before?.n_received ?? 0) + page.items.length;
  const gap = page.skipped || (before?.gapOnTop ?? false);
  const oldestNew = page.items.length - 1;
  const fresh = page.items.map((event, index) => ({
    seq: n_received - index,
    event,
    gapBelow: gap && index === oldestNew,
  }));
  return {
    rows: [...fresh, ...old].slice(0, rows_max),
    cursor: page.cursor,
    n_received,
    gapOnTop: gap && fresh.length === 0,
  };
}

/** Returns how many events arrived since `held` was the stream. */
export function countSince(held: Stream, now: Stream): number {
  return Math.max(0, now.n_received - held.n_received);
}
