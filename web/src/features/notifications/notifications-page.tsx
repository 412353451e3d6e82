import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type NotificationStanding, notificationsQuery } from "../../api/notifications";
import { useFormats } from "../../lib/formats";
import { usePageTitle } from "../../lib/page-title";
import { FailureState } from "../../ui/failure-state";
import { IconMail } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { RefusalWords } from "../../ui/refusal-words";
import { SettingsTabs } from "../../ui/settings-tabs";
import "@mantine/core/styles/InlineInput.layer.css";
import "@mantine/core/styles/Switch.layer.css";
import classes from "./notifications-page.module.css";
import { TOPIC_MEANINGS, TOPIC_NAMES } from "./topics";
import { useSendWeekly, useSubscribe } from "./use-changes";

/** Which letters one gets from Boussole; each is turned on and off by itself. */
export function NotificationsPage() {
  const { t } = useLingui();
  const { data: list, error, refetch } = useQuery(notificationsQuery);
  usePageTitle(t`Notifications`);
  return (
    <div className={classes.page}>
      <h1>
        <Trans>Notifications</Trans>
      </h1>
      <SettingsTabs />
      {!list && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!list && !error ? <ListSkeleton /> : null}
      {list ? (
        <div className={classes.parts}>
          <p className={classes.words}>
            {list.is_configured ? (
              <Trans>What Boussole writes to you by e-mail. Each letter has a link that ends it.</Trans>
            ) : (
              <Trans>
                No letter can be sent yet: whoever runs Boussole has to name a mail server at the start. What you choose
                here counts from then on.
              </Trans>
            )}
          </p>
          <ul className={classes.letters}>
            {list.notifications.map((standing) => (
              <li key={standing.topic}>
                <Letter standing={standing} />
              </li>
            ))}
          </ul>
          {list.is_configured ? <WeeklyNow /> : null}
        </div>
      ) : null}
    </div>
  );
}

/** One kind of letters, with the switch that turns it on and off. */
function Letter({ standing: { topic, is_subscribed, language, next_ms } }: { standing: NotificationStanding }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const change = useSubscribe(topic);
  const isOn = change.isPending ? change.variables : is_subscribed;
  const next = next_ms === null ? "" : formats.dateTime(next_ms);
  return (
    <div className={classes.letter}>
      <Switch
        checked={isOn}
        disabled={change.isPending}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
        label={i18n._(TOPIC_NAMES[topic])}
        description={i18n._(TOPIC_MEANINGS[topic])}
        size="md"
      />
      {is_subscribed ? (
        <p className={classes.quiet}>
          {language === "fr" ? <Trans>In French.</Trans> : <Trans>In English.</Trans>}{" "}
          {next ? <Trans>The next one comes on {next}.</Trans> : null}
        </p>
      ) : null}
      {change.error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={change.error} />
        </p>
      ) : null}
    </div>
  );
}

/** Sends the weekly letter at once, to see what it is like. */
function WeeklyNow() {
  const send = useSendWeekly();
  return (
    <div className={classes.now}>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconMail size={16} />}
        loading={send.isPending}
        onClick={() => send.mutate()}
      >
        <Trans>Send me the weekly figures now</Trans>
      </Button>
      {send.error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={send.error} />
        </p>
      ) : null}
      {send.isSuccess ? (
        <p className={classes.quiet} role="status">
          <Trans>They are on their way.</Trans>
        </p>
      ) : null}
    </div>
  );
}
