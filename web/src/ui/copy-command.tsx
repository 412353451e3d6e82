import { useLingui } from "@lingui/react/macro";
import { ActionIcon, CopyButton } from "@mantine/core";
import classes from "./copy-command.module.css";
import { IconCheck, IconCopy } from "./icons";

interface CopyCommandProps {
  command: string;
  /** What the button does, where it is not a command that it copies. */
  label?: string;
}

/** A command to type in a terminal, or another short code, with a button that copies it. */
export function CopyCommand({ command, label }: CopyCommandProps) {
  const { t } = useLingui();
  return (
    <div className={classes.command}>
      <code>{command}</code>
      <CopyButton value={command} timeout={2000}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={copy}
            aria-label={copied ? t`Copied` : (label ?? t`Copy the command`)}
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        )}
      </CopyButton>
    </div>
  );
}
