import { useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconInfoCircle } from "../../ui/icons";
import type { SignInProblem } from "./search";
import classes from "./sign-in-page.module.css";

/** Tells in one sentence what stands in the way of signing in; the place stays so that it is announced. */
export function SignInNotice({ problem }: { problem: SignInProblem | undefined }) {
  const { t } = useLingui();
  const sentences: Record<SignInProblem, string> = {
    credentials: t`The e-mail address or the password is not right.`,
    link: t`This link was already used or has expired. Sign in with your password, or ask for a new link.`,
    too_many: t`Too many attempts. Wait a few minutes, then try again.`,
    unreachable: t`The server cannot be reached. Check your connection.`,
    ended: t`You have been signed out. Sign in to continue where you were.`,
    other: t`Signing in did not work. Try again.`,
  };
  const Icon = problem === "ended" ? IconInfoCircle : IconAlertTriangle;
  return (
    <div role="alert">
      {problem ? (
        <p className={classes.notice} data-quiet={problem === "ended" || undefined}>
          <Icon size={18} aria-hidden />
          <span>{sentences[problem]}</span>
        </p>
      ) : null}
    </div>
  );
}
