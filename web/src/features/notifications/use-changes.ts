import { useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type LetterLanguage,
  type NotificationList,
  notificationsQuery,
  sendWeekly,
  setSubscription,
  subscribe,
  subscriptionQuery,
  type Topic,
  unsubscribe,
} from "../../api/notifications";

function useLetterLanguage(): LetterLanguage {
  const { i18n } = useLingui();
  return i18n.locale === "fr" ? "fr" : "en";
}

/** Gets letters of a kind in the present language, or no more of them. */
export function useSubscribe(topic: Topic) {
  const queryClient = useQueryClient();
  const language = useLetterLanguage();
  return useMutation({
    mutationFn: (isWanted: boolean) => (isWanted ? subscribe(topic, language) : unsubscribe(topic)),
    onSuccess: (list: NotificationList) => queryClient.setQueryData(notificationsQuery.queryKey, list),
  });
}

/** Gets the weekly letter now. */
export function useSendWeekly() {
  const language = useLetterLanguage();
  return useMutation({ mutationFn: () => sendWeekly(language) });
}

/** Does what the reader of a letter asks for by its link. */
export function useSetSubscription(token: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (isWanted: boolean) => setSubscription(token, isWanted),
    onSuccess: (found) => queryClient.setQueryData(subscriptionQuery(token).queryKey, found),
  });
}
