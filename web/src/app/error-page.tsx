import { useLingui } from "@lingui/react/macro";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { usePageTitle } from "../lib/page-title";
import { FailureState } from "../ui/failure-state";

/** What is shown in place of a page that failed. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const { t } = useLingui();
  usePageTitle(t`Failure`);
  function retry() {
    reset();
    void router.invalidate();
  }
  return <FailureState error={error} onRetry={retry} />;
}
