import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { findSuppressed, type MailSetup, type Suppressed } from "../../api/mail";
import { useFormats } from "../../lib/formats";
import { RefusalWords } from "../../ui/refusal-words";
import classes from "./mail-page.module.css";
import { SUPPRESSION_NAMES } from "./reasons";
import { useSuppress } from "./use-changes";

/** Addresses that nothing is sent to: how many, whether one is among them, and changing that. */
export function SuppressionForm({ suppressed }: { suppressed: MailSetup["suppressed"] }) {
  const { t } = useLingui();
  const [email, setEmail] = useState("");
  const find = useMutation({ mutationFn: findSuppressed });
  const change = useSuppress();
  const found = change.data ?? find.data;
  const problem = change.error ?? find.error;
  const n = Object.values(suppressed).reduce((sum, each) => sum + each, 0);
  function look(event: FormEvent) {
    event.preventDefault();
    change.reset();
    find.mutate(email);
  }
  return (
    <section className={classes.part}>
      <h2>
        <Trans>Addresses that nothing is sent to</Trans>
      </h2>
      <p className={classes.quiet}>
        <Plural
          value={n}
          _0="No address is blocked."
          one="# address is blocked: its mail server refuses it, its reader complained, or an owner said so."
          other="# addresses are blocked: their mail servers refuse them, their readers complained, or an owner said so."
        />{" "}
        <Trans>Boussole keeps only a fingerprint of them: type an address to know whether it is one.</Trans>
      </p>
      <form className={classes.form} onSubmit={look} noValidate>
        <TextInput
          type="email"
          label={t`E-mail address`}
          value={email}
          onChange={({ currentTarget }) => {
            setEmail(currentTarget.value);
            find.reset();
            change.reset();
          }}
          error={problem ? <RefusalWords error={problem} /> : undefined}
          autoComplete="off"
        />
        <div>
          <Button type="submit" variant="default" size="xs" loading={find.isPending} disabled={email.trim() === ""}>
            <Trans>Look it up</Trans>
          </Button>
        </div>
        <div role="status">
          {found ? (
            <Found
              found={found}
              isChanging={change.isPending}
              onChange={(isSuppressed) => change.mutate({ email, isSuppressed })}
            />
          ) : null}
        </div>
      </form>
    </section>
  );
}

interface FoundProps {
  found: Suppressed;
  isChanging: boolean;
  onChange(isSuppressed: boolean): void;
}

function Found({ found, isChanging, onChange }: FoundProps) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const { is_suppressed, reason, created_ms } = found;
  const since = created_ms === null ? "" : formats.dateTime(created_ms);
  return (
    <div className={classes.form}>
      <p className={classes.words}>
        {is_suppressed ? (
          <>
            <Trans>Nothing is sent to this address since {since}.</Trans>{" "}
            {reason ? i18n._(SUPPRESSION_NAMES[reason]) : ""}
          </>
        ) : (
          <Trans>This address may be written to.</Trans>
        )}
      </p>
      <div>
        <Button variant="default" size="xs" loading={isChanging} onClick={() => onChange(!is_suppressed)}>
          {is_suppressed ? <Trans>Write to it again</Trans> : <Trans>Send it nothing</Trans>}
        </Button>
      </div>
    </div>
  );
}
