import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type Subscription, subscriptionQuery } from "../../api/notifications";
import { usePageTitle } from "../../lib/page-title";
import { BrandMark } from "../../ui/brand-mark";
import { LanguageChoice } from "../../ui/language-choice";
import { ListSkeleton } from "../../ui/list-skeleton";
import { RefusalWords } from "../../ui/refusal-words";
import { TOPIC_NAMES } from "./topics";
import classes from "./unsubscribe-page.module.css";
import { useSetSubscription } from "./use-changes";

const route = getRouteApi("/unsubscribe");

/**
 * Ends letters of a kind, once their reader says so here: that the page was opened ends nothing, because programs open the
 * links of a letter before its reader does.
 */
export function UnsubscribePage() {
  const { t } = useLingui();
  const { token } = route.useSearch();
  const { data: found, error } = useQuery(subscriptionQuery(token));
  usePageTitle(t`Unsubscribe`);
  return (
    <main className={classes.page}>
      <div className={classes.panel}>
        <div className={classes.brand}>
          <BrandMark size={28} />
          <span>Boussole</span>
        </div>
        <h1>
          <Trans>Letters by e-mail</Trans>
        </h1>
        {error ? (
          <p role="alert">
            <RefusalWords error={error} />
          </p>
        ) : null}
        {!found && !error ? <ListSkeleton /> : null}
        {found ? <Choice found={found} token={token} /> : null}
      </div>
      <LanguageChoice />
    </main>
  );
}

/** Says whether the letters are sent, and changes it. */
function Choice({ found: { topic, is_subscribed }, token }: { found: Subscription; token: string }) {
  const { i18n } = useLingui();
  const change = useSetSubscription(token);
  const name = i18n._(TOPIC_NAMES[topic]);
  return (
    <>
      <p role="status">
        {is_subscribed ? (
          <Trans>
            You get the letter “<strong>{name}</strong>”.
          </Trans>
        ) : (
          <Trans>
            You no longer get the letter “<strong>{name}</strong>”.
          </Trans>
        )}
      </p>
      {change.error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={change.error} />
        </p>
      ) : null}
      <Button
        fullWidth
        size="md"
        variant={is_subscribed ? "filled" : "default"}
        loading={change.isPending}
        onClick={() => change.mutate(!is_subscribed)}
      >
        {is_subscribed ? <Trans>Unsubscribe</Trans> : <Trans>Subscribe again</Trans>}
      </Button>
    </>
  );
}
