import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type MailSetup, mailQuery } from "../../api/mail";
import { usePageTitle } from "../../lib/page-title";
import { FailureState } from "../../ui/failure-state";
import { IconMail } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { RefusalWords } from "../../ui/refusal-words";
import { SettingsTabs } from "../../ui/settings-tabs";
import classes from "./mail-page.module.css";
import { MessageList } from "./message-list";
import { NotSetUp } from "./not-set-up";
import { SuppressionForm } from "./suppression-form";
import { useSendTest } from "./use-changes";

/** Whether mail goes out, and what became of every message; for owners. */
export function MailPage() {
  const { t } = useLingui();
  const { data: mail, error, refetch } = useQuery(mailQuery);
  const n_messages = mail ? Object.values(mail.counts).reduce((sum, n) => sum + n, 0) : 0;
  usePageTitle(t`Mail`);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>
          <Trans>Mail</Trans>
        </h1>
      </header>
      <SettingsTabs />
      {!mail && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!mail && !error ? <ListSkeleton /> : null}
      {mail ? (
        <>
          {mail.is_configured ? <SetUp mail={mail} /> : <NotSetUp />}
          {mail.is_configured || n_messages > 0 ? <MessageList counts={mail.counts} /> : null}
          <SuppressionForm suppressed={mail.suppressed} />
        </>
      ) : null}
    </div>
  );
}

/** Over which server mail goes out, and whether it does. */
function SetUp({ mail }: { mail: MailSetup }) {
  const { i18n } = useLingui();
  const send = useSendTest();
  const { server, from } = mail;
  return (
    <section className={classes.part}>
      <p className={classes.words}>
        <Trans>
          Messages are from <bdi>{from}</bdi> and go out through <bdi>{server}</bdi>.
        </Trans>
      </p>
      <div>
        <Button
          size="xs"
          leftSection={<IconMail size={16} />}
          loading={send.isPending}
          onClick={() => send.mutate(i18n.locale === "fr" ? "fr" : "en")}
        >
          <Trans>Send me a test message</Trans>
        </Button>
      </div>
      {send.error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={send.error} />
        </p>
      ) : null}
      {send.data ? (
        <p className={classes.words} role="status">
          <Trans>
            A message to <bdi>{send.data.to}</bdi> is on its way: the list says what becomes of it.
          </Trans>
        </p>
      ) : null}
    </section>
  );
}
