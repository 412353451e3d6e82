import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  changeSavedQuestion,
  deleteSavedQuestion,
  type InsightQuestion,
  type SavedQuestion,
  savedQuestionsQuery,
  saveQuestion,
} from "../../api/insights";
import { sessionQuery } from "../../api/session";

/** Says whether the present member may save; the server decides all the same. */
export function useMaySave(): boolean {
  const { data } = useQuery({ ...sessionQuery, enabled: false });
  return data !== undefined && data.member.role !== "viewer";
}

/** Asks for the list again after a change. */
function useReload() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: savedQuestionsQuery.queryKey });
}

/** Saves a question under a name. */
export function useSaveQuestion() {
  return useMutation({
    mutationFn: ({ name, question }: { name: string; question: InsightQuestion }) => saveQuestion(name, question),
    onSuccess: useReload(),
  });
}

/** Renames a saved question, or puts another question in its place. */
export function useChangeSaved() {
  return useMutation({
    mutationFn: ({ id, ...change }: { id: SavedQuestion["id"]; name?: string; question?: InsightQuestion }) =>
      changeSavedQuestion(id, change),
    onSuccess: useReload(),
  });
}

/** Deletes a saved question. */
export function useDeleteSaved() {
  return useMutation({
    mutationFn: async (saved: SavedQuestion) => {
      await deleteSavedQuestion(saved.id);
      return saved;
    },
    onSuccess: useReload(),
  });
}
