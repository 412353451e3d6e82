import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { isFailure } from "../../api/failure";
import { EmptyState } from "../../ui/empty-state";
import { FailureState } from "../../ui/failure-state";
import { IconLock, IconMessageQuestion } from "../../ui/icons";

/** A survey that is not there, or cannot be fetched. */
export function NotShown({ error, onRetry }: { error: Error; onRetry(): void }) {
  const { t } = useLingui();
  return isFailure(error, 404) ? (
    <EmptyState icon={IconMessageQuestion} title={t`There is no such survey`}>
      <Link to="/surveys">
        <Trans>Back to the surveys</Trans>
      </Link>
    </EmptyState>
  ) : (
    <FailureState error={error} onRetry={onRetry} />
  );
}

/** Who only looks, or sees a part of the project, makes no survey. */
export function NotYours() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconLock} title={t`An editor of the whole project can change surveys`}>
      <Link to="/surveys">
        <Trans>Back to the surveys</Trans>
      </Link>
    </EmptyState>
  );
}
