import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { decideFriction, frictionsQuery } from "../../api/frictions";
import { sessionQuery } from "../../api/session";

/** Tells whether who looks may decide: it is about what all customers meet. */
export function useMayDecide(): boolean {
  const { data } = useQuery({ ...sessionQuery, enabled: false });
  return data !== undefined && data.member.role !== "viewer" && !data.member.is_limited;
}

/** Decides, or takes a decision back. */
export function useDecide() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: decideFriction,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: frictionsQuery.queryKey }),
  });
}
