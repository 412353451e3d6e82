import { useLingui } from "@lingui/react/macro";
import { ActionIcon, CopyButton } from "@mantine/core";
import classes from "./code-block.module.css";
import { IconCheck, IconCopy } from "./icons";

interface CodeBlockProps {
  code: string;
  /** What it is, for screen readers. */
  label: string;
  /** Whether it can be copied. */
  copyable?: boolean;
}

/** Lines of code or data as text, which scroll within their box. */
export function CodeBlock({ code, label, copyable = false }: CodeBlockProps) {
  const { t } = useLingui();
  return (
    <div className={classes.block}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={classes.lines} aria-label={label} tabIndex={0}>
        <pre>{code}</pre>
      </section>
      {copyable ? (
        <CopyButton value={code} timeout={2000}>
          {({ copied, copy }) => (
            <ActionIcon
              className={classes.copy}
              variant="default"
              onClick={copy}
              aria-label={copied ? t`Copied` : t`Copy the code`}
            >
              {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            </ActionIcon>
          )}
        </CopyButton>
      ) : null}
    </div>
  );
}
