import type { LiveFilter, Outcome } from "../../api/live-events";
import { OUTCOMES } from "../../lib/outcomes";

const SOURCE_LENGTH_MAX = 100;

/** The state of the live events that their address holds; what is as at first is left out. */
export interface LiveSearch {
  outcome?: Outcome | undefined;
  /** The id of a source. */
  source?: string | undefined;
}

/** Reads the state of the live events from their address; what cannot be understood is as at first. */
export function parseLiveSearch(raw: Record<string, unknown>): LiveSearch {
  const source = typeof raw.source === "string" ? raw.source.trim().slice(0, SOURCE_LENGTH_MAX) : "";
  return { outcome: OUTCOMES.find((outcome) => outcome === raw.outcome), source: source || undefined };
}

/** Returns what the server is asked for. */
export function liveFilter({ outcome, source }: LiveSearch): LiveFilter {
  return { ...(outcome ? { outcome } : {}), ...(source ? { source } : {}) };
}

/** Says whether only a part of the events is asked for. */
export function isFiltered(search: LiveSearch): boolean {
  return search.outcome !== undefined || search.source !== undefined;
}
