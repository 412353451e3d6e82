import { useLingui } from "@lingui/react/macro";
import { ActionIcon } from "@mantine/core";
import type { ReactNode } from "react";
import { IconChevronDown, IconChevronUp, IconTrash } from "./icons";
import classes from "./moves.module.css";

interface MovesProps {
  name: string;
  isFirst: boolean;
  isLast: boolean;
  onMove(by: -1 | 1): void;
  onRemove(): void;
}

/** Buttons that move a part up and down, and remove it. */
export function Moves({ name, isFirst, isLast, onMove, onRemove }: MovesProps) {
  const { t } = useLingui();
  const button = (label: string, icon: ReactNode, onClick: () => void, disabled = false) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="md"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      {icon}
    </ActionIcon>
  );
  return (
    <div className={classes.moves}>
      {button(t`Move up: ${name}`, <IconChevronUp size={16} />, () => onMove(-1), isFirst)}
      {button(t`Move down: ${name}`, <IconChevronDown size={16} />, () => onMove(1), isLast)}
      {button(t`Remove: ${name}`, <IconTrash size={16} />, onRemove)}
    </div>
  );
}
