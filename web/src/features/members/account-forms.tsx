import { Trans, useLingui } from "@lingui/react/macro";
import { Button, PasswordInput, TextInput } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import type { Schemas } from "../../api/client";
import { faultField } from "../../api/failure";
import { IconCircleCheck } from "../../ui/icons";
import { RefusalWords } from "../../ui/refusal-words";
import classes from "./account-page.module.css";
import { useChangePassword, useRename } from "./use-changes";

const NAME_LENGTH_MAX = 100;

/** Asks how one is called. */
export function NameForm({ name }: { name: string }) {
  const { t } = useLingui();
  const rename = useRename();
  const isAtField = rename.error && faultField(rename.error) === "name";
  const words = rename.error ? <RefusalWords error={rename.error} /> : undefined;
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    rename.mutate(String(new FormData(event.currentTarget).get("name") ?? ""));
  }
  return (
    <form className={classes.part} onSubmit={save} noValidate>
      <h2>
        <Trans>Name</Trans>
      </h2>
      <TextInput
        name="name"
        aria-label={t`Name`}
        defaultValue={name}
        maxLength={NAME_LENGTH_MAX}
        autoComplete="name"
        error={isAtField ? words : undefined}
      />
      <Foot error={isAtField ? undefined : words} isPending={rename.isPending} isDone={rename.isSuccess}>
        <Trans>Save the name</Trans>
      </Foot>
    </form>
  );
}

/** Asks for a new password, and for the present one where it is needed. */
export function PasswordForm({ account }: { account: Schemas["Account"] }) {
  const { t } = useLingui();
  const change = useChangePassword();
  const field = change.error ? faultField(change.error) : undefined;
  const words = change.error ? <RefusalWords error={change.error} /> : undefined;
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const text = (name: string) => String(new FormData(form).get(name) ?? "");
    const current = account.needs_current_password ? text("current") : null;
    change.mutate({ current, password: text("password") }, { onSuccess: () => form.reset() });
  }
  const eye = { "aria-label": t`Show the password` };
  return (
    <form className={classes.part} onSubmit={save} noValidate>
      <h2>
        <Trans>Password</Trans>
      </h2>
      {account.has_password ? null : (
        <p>
          <Trans>You have no password yet: choose one, because a sign-in link works only once.</Trans>
        </p>
      )}
      <input type="text" name="username" autoComplete="username" value={account.email} readOnly hidden />
      {account.needs_current_password ? (
        <PasswordInput
          name="current"
          label={t`Present password`}
          autoComplete="current-password"
          visibilityToggleButtonProps={eye}
          error={field === "current_password" ? words : undefined}
        />
      ) : null}
      <PasswordInput
        name="password"
        label={t`New password`}
        description={t`12 to 128 characters, for example four words.`}
        autoComplete="new-password"
        visibilityToggleButtonProps={eye}
        error={field === "password" ? words : undefined}
      />
      <p className={classes.quiet}>
        <Trans>You stay signed in here, and are signed out everywhere else.</Trans>
      </p>
      <Foot error={field ? undefined : words} isPending={change.isPending} isDone={change.isSuccess}>
        <Trans>Change the password</Trans>
      </Foot>
    </form>
  );
}

interface FootProps {
  error: ReactNode;
  isPending: boolean;
  isDone: boolean;
  children: ReactNode;
}

function Foot({ error, isPending, isDone, children }: FootProps) {
  return (
    <>
      {error ? (
        <p className={classes.error} role="alert">
          {error}
        </p>
      ) : null}
      <div className={classes.foot}>
        <Button type="submit" loading={isPending}>
          {children}
        </Button>
        <span role="status" className={classes.done}>
          {isDone ? (
            <>
              <IconCircleCheck size={16} aria-hidden />
              <Trans>Saved</Trans>
            </>
          ) : null}
        </span>
      </div>
    </>
  );
}
