import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { sessionQuery } from "../../api/session";
import { removeTarget, setTarget, todayKey } from "../../api/today";

/** Says whether the present member may set targets; the server decides all the same. */
export function useMaySetTarget(): boolean {
  const { data } = useQuery({ ...sessionQuery, enabled: false });
  return data !== undefined && data.member.role !== "viewer";
}

/** Sets the target of a figure, or removes it with `null`. */
export function useChangeTarget(figure: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (value: number | null) => (value === null ? removeTarget(figure) : setTarget(figure, value)),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: todayKey }),
  });
}
