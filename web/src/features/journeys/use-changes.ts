import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  fetchVersion,
  type JourneyDefinition,
  journeyQuery,
  journeyVersionsQuery,
  saveJourney,
} from "../../api/journeys";

/** Saves the journey as its next version. */
export function useSaveJourney() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ base, definition }: { base: number; definition: JourneyDefinition }) =>
      saveJourney(base, definition),
    onSuccess: (journey) => {
      queryClient.setQueryData(journeyQuery.queryKey, journey);
      return queryClient.invalidateQueries({ queryKey: journeyVersionsQuery.queryKey });
    },
  });
}

/** Fetches an older version, to begin with it again. */
export function useFetchVersion() {
  return useMutation({ mutationFn: fetchVersion });
}
