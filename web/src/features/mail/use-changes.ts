import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { release, sendAgain, sendTest, suppress } from "../../api/mail";

/** Everything that the page shows is asked for again. */
function reload(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: ["mail"] });
}

/** Sends a message to the member, in their language. */
export function useSendTest() {
  const queries = useQueryClient();
  return useMutation({ mutationFn: sendTest, onSuccess: () => reload(queries) });
}

/** Sends a message again. */
export function useSendAgain() {
  const queries = useQueryClient();
  return useMutation({ mutationFn: sendAgain, onSuccess: () => reload(queries) });
}

/** Stops or goes on to write to an address. */
export function useSuppress() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ email, isSuppressed }: { email: string; isSuppressed: boolean }) =>
      isSuppressed ? suppress(email) : release(email),
    onSuccess: () => reload(queries),
  });
}
