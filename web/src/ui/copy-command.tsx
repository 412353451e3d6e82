import { useLingui } from "@lingui/react/macro";
import { ActionIcon, CopyButton } from "@mantine/core";
import classes from "./copy-command.module.css";
import { IconCheck, IconCopy } from "./icons";

/** A command to type in a terminal, with a button that copies it. */
export function CopyCommand({ command }: { command: string }) {
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
            aria-label={copied ? t`Copied` : t`Copy the command`}
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        )}
      </CopyButton>
    </div>
  );
}
