import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { fetchLiveEvents, type LiveFilter } from "../../api/live-events";
import { countSince, mergePage, type Stream } from "./stream";

const POLL_MS = 2_000;

/** Asks for what is new and adds it to what there was; the question remembers where it stopped. */
function streamQuery(filter: LiveFilter) {
  return queryOptions({
    queryKey: ["live-events", filter] as const,
    queryFn: async ({ client, queryKey, signal }): Promise<Stream> => {
      const before = client.getQueryData<Stream>(queryKey);
      return mergePage(before, await fetchLiveEvents(filter, before?.cursor, signal));
    },
    // A tab that is not seen does not ask.
    refetchInterval: POLL_MS,
    staleTime: POLL_MS / 2,
    structuralSharing: false,
  });
}

/**
 * The stream of the events that `filter` keeps.
 *
 * While it is held, what is shown stays, and what arrives is only counted.
 */
export function useStream(filter: LiveFilter) {
  const { data: now, error, refetch } = useQuery(streamQuery(filter));
  const [held, setHeld] = useState<Stream | undefined>();
  const key = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter is another stream, which is not held
  useEffect(() => setHeld(undefined), [key]);
  return {
    shown: held ?? now,
    error,
    retry: () => void refetch(),
    isHeld: held !== undefined,
    n_waiting: held && now ? countSince(held, now) : 0,
    n_received: now?.n_received ?? 0,
    toggleHeld: () => setHeld(held ? undefined : now),
  };
}
