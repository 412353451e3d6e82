import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { ApiFailure, isFailure, UNREACHABLE } from "../api/failure";
import { EmptyState } from "./empty-state";
import { IconAlertTriangle, IconLock } from "./icons";
import { RefusalWords } from "./refusal-words";

interface FailureStateProps {
  error: unknown;
  onRetry(): void;
}

/** Tells what went wrong and offers to try again; a refused permission is no failure and offers nothing to repeat. */
export function FailureState({ error, onRetry }: FailureStateProps) {
  const { t } = useLingui();
  if (isFailure(error, 403)) {
    return <NoAccess isOfWholeProject={error.code === "scope_limited"} />;
  }
  const unreachable = error instanceof ApiFailure && error.code === UNREACHABLE;
  return (
    <EmptyState
      urgent
      icon={IconAlertTriangle}
      title={unreachable ? t`The server cannot be reached` : t`This could not be loaded`}
    >
      <FailureDetail error={error} unreachable={unreachable} />
      <Button variant="default" size="sm" onClick={onRetry}>
        <Trans>Try again</Trans>
      </Button>
    </EmptyState>
  );
}

/** The page is not for this member: because of their role, or because it is about more than they see. */
export function NoAccess({ isOfWholeProject }: { isOfWholeProject: boolean }) {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconLock} title={t`You do not have access to this page`}>
      <p>
        {isOfWholeProject ? (
          <Trans>It is about the whole project, and you see a part of it.</Trans>
        ) : (
          <Trans>An owner of the project can change your role.</Trans>
        )}
      </p>
    </EmptyState>
  );
}

function FailureDetail({ error, unreachable }: { error: unknown; unreachable: boolean }) {
  return (
    <p>{unreachable ? <Trans>Check your connection. Nothing was lost.</Trans> : <RefusalWords error={error} />}</p>
  );
}
