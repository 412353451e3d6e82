import { infiniteQueryOptions } from "@tanstack/react-query";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";

/** Something that arrived, and what became of it. */
export type LiveEvent = Schemas["LiveEvent"];

/** What can become of an item. */
export type Outcome = Schemas["Outcome"];

/** What arrived since the question before, newest first. */
export type LivePage = Schemas["LivePage"];

/** Something that was set aside, as it was sent. */
export type Quarantined = Schemas["Quarantined"];

/** Which events are asked for. */
export interface LiveFilter {
  source?: string;
  outcome?: Outcome;
}

/** The most that one answer holds. */
const LIVE_PAGE_SIZE = 200;
const QUARANTINE_PAGE_SIZE = 50;

/** Fetches what arrived after the cursor of an earlier answer, or the last events there are. */
export function fetchLiveEvents(filter: LiveFilter, after: string | undefined, signal: AbortSignal): Promise<LivePage> {
  const query = { ...filter, limit: LIVE_PAGE_SIZE, ...(after ? { after } : {}) };
  return unwrap(client.GET("/api/v1/live-events", { params: { query }, signal }));
}

/** Lists what was set aside, newest first, page by page. */
export const quarantineQuery = infiniteQueryOptions({
  queryKey: ["quarantine"],
  queryFn: ({ pageParam, signal }) => {
    const query = { limit: QUARANTINE_PAGE_SIZE, ...(pageParam ? { cursor: pageParam } : {}) };
    return unwrap(client.GET("/api/v1/quarantine", { params: { query }, signal }));
  },
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor,
  // Who looks here often just sent something: an answer of half a minute ago would puzzle.
  staleTime: 0,
});
