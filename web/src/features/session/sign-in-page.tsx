import { Trans, useLingui } from "@lingui/react/macro";
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { openSession } from "../../api/session";
import { innerAddress } from "../../lib/addresses";
import { usePageTitle } from "../../lib/page-title";
import { BrandMark } from "../../ui/brand-mark";
import { LanguageChoice } from "../../ui/language-choice";
import { problemOf, type SignInProblem } from "./search";
import { SignInNotice } from "./sign-in-notice";
import classes from "./sign-in-page.module.css";

const route = getRouteApi("/sign-in");

/** Asks for an e-mail address and a password, then goes back to the page that was wanted. */
export function SignInPage() {
  const { t } = useLingui();
  const { problem: firstProblem } = route.useSearch();
  const { problem, pending, submit } = useSignIn(firstProblem);
  usePageTitle(t`Sign in`);
  return (
    <main className={classes.page}>
      <div className={classes.panel}>
        <div className={classes.brand}>
          <BrandMark size={28} />
          <span>Boussole</span>
        </div>
        <h1>
          <Trans>Sign in</Trans>
        </h1>
        <SignInNotice problem={problem} />
        <form onSubmit={submit} className={classes.form}>
          <TextInput
            name="email"
            type="email"
            label={t`E-mail`}
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
            size="md"
          />
          <PasswordInput
            name="password"
            label={t`Password`}
            autoComplete="current-password"
            required
            withAsterisk={false}
            size="md"
            visibilityToggleButtonProps={{ "aria-label": t`Show the password` }}
          />
          <Button type="submit" size="md" loading={pending} fullWidth>
            <Trans>Sign in</Trans>
          </Button>
        </form>
      </div>
      <LanguageChoice />
    </main>
  );
}

function useSignIn(firstProblem: SignInProblem | undefined) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const { from } = route.useSearch();
  const [problem, setProblem] = useState(firstProblem);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setProblem(undefined);
    try {
      await openSession(String(form.get("email")), String(form.get("password")));
      queryClient.clear();
      await router.navigate({ href: innerAddress(from), replace: true });
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setPending(false);
    }
  }

  return { problem, pending, submit };
}
