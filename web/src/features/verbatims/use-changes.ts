import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { sessionQuery } from "../../api/session";
import { findThemes, labelClause, learn, saveThemes, type ThemeChange, themesQuery } from "../../api/themes";

/** Tells whether who looks may say what clauses are about. */
export function useMayCorrect(): boolean {
  const { data } = useQuery({ ...sessionQuery, enabled: false });
  return data !== undefined && data.member.role !== "viewer";
}

/** Tells whether who looks may change themes, which are for all. */
export function useMayChangeThemes(): boolean {
  const { data } = useQuery({ ...sessionQuery, enabled: false });
  return data !== undefined && data.member.role !== "viewer" && !data.member.is_limited;
}

/** What is asked anew when something was taught: verbatims, how many there are, themes, what was learnt. */
function useTaught() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: ["verbatims"] });
}

/** Says what a clause is about, or takes it back. */
export function useLabelClause() {
  return useMutation({ mutationFn: labelClause, onSuccess: useTaught() });
}

/** Saves the themes. */
export function useSaveThemes() {
  const queryClient = useQueryClient();
  const taught = useTaught();
  return useMutation({
    mutationFn: ({ base, themes }: { base: number; themes: ThemeChange[] }) => saveThemes(base, themes),
    onSuccess: (list) => {
      queryClient.setQueryData(themesQuery.queryKey, list);
      return taught();
    },
  });
}

/** Looks for themes in what is about nothing known. */
export function useFindThemes() {
  return useMutation({ mutationFn: findThemes, onSuccess: useTaught() });
}

/** Learns anew. */
export function useLearn() {
  return useMutation({ mutationFn: learn, onSuccess: useTaught() });
}
