import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  accountQuery,
  addMember,
  changeMember,
  changePassword,
  linkMember,
  type MemberChange,
  membersQuery,
  removeMember,
  renameAccount,
} from "../../api/members";
import { sessionQuery } from "../../api/session";

/** Asks again for what a change of members may have changed: oneself is one of them. */
function useReload() {
  const queryClient = useQueryClient();
  const queries = [membersQuery, accountQuery, sessionQuery];
  return () => Promise.all(queries.map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })));
}

/** Adds a member. The answer holds a link, so it is not kept. */
export function useAddMember() {
  return useMutation({ mutationFn: addMember, onSuccess: useReload(), gcTime: 0 });
}

/** Changes a member. */
export function useChangeMember() {
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: MemberChange }) => changeMember(id, change),
    onSuccess: useReload(),
  });
}

/** Removes a member. */
export function useRemoveMember() {
  return useMutation({ mutationFn: removeMember, onSuccess: useReload() });
}

/** Makes a new link for a member. */
export function useLinkMember() {
  return useMutation({ mutationFn: linkMember, gcTime: 0 });
}

/** Changes one's own name. */
export function useRename() {
  return useMutation({ mutationFn: renameAccount, onSuccess: useReload() });
}

/** Changes one's own password. */
export function useChangePassword() {
  return useMutation({
    mutationFn: ({ current, password }: { current: string | null; password: string }) =>
      changePassword(current, password),
    onSuccess: useReload(),
    gcTime: 0,
  });
}
