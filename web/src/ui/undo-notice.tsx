import { Trans, useLingui } from "@lingui/react/macro";
import { Button, CloseButton } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./undo-notice.module.css";

interface UndoNoticeProps {
  children: ReactNode;
  onUndo(): void;
  onDismiss(): void;
}

/** Tells at the foot of the page what was just done, and takes it back; it stays until it is answered. */
export function UndoNotice({ children, onUndo, onDismiss }: UndoNoticeProps) {
  const { t } = useLingui();
  return (
    <div className={classes.notice} role="status">
      <span>{children}</span>
      <Button variant="default" size="xs" onClick={onUndo}>
        <Trans>Undo</Trans>
      </Button>
      <CloseButton size="sm" onClick={onDismiss} aria-label={t`Close`} />
    </div>
  );
}
