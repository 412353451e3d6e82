import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { MailMessage } from "../../api/mail";
import { useFormats } from "../../lib/formats";
import { RefusalWords } from "../../ui/refusal-words";
import { AgainDialog } from "./again-dialog";
import classes from "./message-row.module.css";
import { MessageStateBadge } from "./message-state";
import { reasonWords } from "./reasons";
import { useSendAgain } from "./use-changes";

/** One message: to whom, what, and what became of it. */
export function MessageRow({ message }: { message: MailMessage }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const { state, attempts, reason } = message;
  const next = formats.dateTime(message.due_ms);
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <MessageStateBadge state={state} />
        <div className={classes.what}>
          <bdi className={classes.to}>{message.to}</bdi>
          <span className={classes.quiet}>{message.subject}</span>
        </div>
        <time className={classes.quiet} dateTime={new Date(message.created_ms).toISOString()}>
          {formats.dateTime(message.created_ms)}
        </time>
      </div>
      {reason || attempts > 1 || state === "failed" || state === "unknown" ? (
        <div className={classes.below}>
          {reason ? <p className={classes.reason}>{reasonWords(reason, i18n)}</p> : null}
          {attempts > 1 ? (
            <p className={classes.quiet}>
              <Plural value={attempts} one="# attempt" other="# attempts" />
            </p>
          ) : null}
          {state === "planned" && attempts > 0 ? (
            <p className={classes.quiet}>
              <Trans>Next attempt: {next}</Trans>
            </p>
          ) : null}
          {state === "failed" || state === "unknown" ? <Again message={message} /> : null}
        </div>
      ) : null}
    </li>
  );
}

/** Sends the message again; asks before, when it may arrive twice. */
function Again({ message }: { message: MailMessage }) {
  const [isAsking, setAsking] = useState(false);
  const again = useSendAgain();
  const send = () => again.mutate(message.id);
  return (
    <>
      <div>
        <Button
          variant="default"
          size="compact-sm"
          loading={again.isPending}
          onClick={message.state === "unknown" ? () => setAsking(true) : send}
        >
          <Trans>Send again</Trans>
        </Button>
      </div>
      {again.error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={again.error} />
        </p>
      ) : null}
      {isAsking ? (
        <AgainDialog
          message={message}
          onClose={() => setAsking(false)}
          onSend={() => {
            setAsking(false);
            send();
          }}
        />
      ) : null}
    </>
  );
}
