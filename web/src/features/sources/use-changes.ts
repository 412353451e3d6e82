import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { sessionQuery } from "../../api/session";
import {
  type Channel,
  changeSource,
  createSecretKey,
  createSource,
  revokeSecretKey,
  type Source,
  sourcesQuery,
} from "../../api/sources";

/** Says whether the present member may change sources; the server decides all the same. */
export function useIsOwner(): boolean {
  const { data } = useQuery({ ...sessionQuery, enabled: false });
  return data?.member.role === "owner";
}

/** Asks for the list again after a change. */
function useReload() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: sourcesQuery.queryKey });
}

/** Makes a source. */
export function useCreateSource() {
  return useMutation({
    mutationFn: ({ name, channel }: { name: string; channel: Channel }) => createSource(name, channel),
    onSuccess: useReload(),
  });
}

/** Renames a source, disables or enables it. */
export function useChangeSource() {
  return useMutation({
    mutationFn: ({ id, ...change }: { id: Source["id"]; name?: string; disabled?: boolean }) =>
      changeSource(id, change),
    onSuccess: useReload(),
  });
}

/** Makes a secret key of a source. */
export function useCreateSecretKey(id: Source["id"]) {
  return useMutation({ mutationFn: () => createSecretKey(id), onSuccess: useReload(), gcTime: 0 });
}

/** Refuses a secret key for good. */
export function useRevokeSecretKey(id: Source["id"]) {
  return useMutation({ mutationFn: (key_id: string) => revokeSecretKey(id, key_id), onSuccess: useReload() });
}
