import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Source } from "../../api/sources";
import { useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import { CopyCommand } from "../../ui/copy-command";
import { IconCircleCheck, IconCircleX } from "../../ui/icons";
import { CHANNEL_NAMES } from "./channels";
import { HowToSend } from "./how-to-send";
import { SecretKeys } from "./secret-keys";
import classes from "./source-card.module.css";
import { SourceCounts } from "./source-counts";
import { SourceDialog } from "./source-dialog";
import { useNow } from "./use-now";

const NAME_LENGTH_MAX = 80;

interface SourceCardProps {
  source: Source;
  isOwner: boolean;
  /** Disables the source, or enables it again. */
  onSwitch(): void;
}

/** One source: its state, its keys, what it sent, and how to send. */
export function SourceCard({ source, isOwner, onSwitch }: SourceCardProps) {
  const { i18n, t } = useLingui();
  const name = oneLine(source.name, NAME_LENGTH_MAX);
  const headingId = `source-${source.id}`;
  return (
    <article className={classes.card} aria-labelledby={headingId}>
      <header className={classes.head}>
        <h2 id={headingId}>
          <bdi>{name}</bdi>
        </h2>
        <span className={classes.channel}>{i18n._(CHANNEL_NAMES[source.channel])}</span>
        <State isDisabled={source.disabled_ms !== null} />
        {isOwner ? <Actions source={source} name={name} onSwitch={onSwitch} /> : null}
      </header>
      <LastReceived source={source} />
      <div className={classes.key}>
        <h3>
          <Trans>Write key</Trans>
        </h3>
        <CopyCommand command={source.write_key} label={t`Copy the write key of ${name}`} />
        <p className={classes.quiet}>
          <Trans>It may stand on a page: it can only send events, and read nothing.</Trans>
        </p>
      </div>
      <SourceCounts source={source} />
      <SecretKeys source={source} isOwner={isOwner} />
      <HowToSend source={source} />
    </article>
  );
}

function State({ isDisabled }: { isDisabled: boolean }) {
  return (
    <span className={classes.state} data-disabled={isDisabled || undefined}>
      {isDisabled ? <IconCircleX size={15} /> : <IconCircleCheck size={15} />}
      {isDisabled ? <Trans>Disabled</Trans> : <Trans>Enabled</Trans>}
    </span>
  );
}

function Actions({ source, name, onSwitch }: { source: Source; name: string; onSwitch(): void }) {
  const { t } = useLingui();
  const [renaming, setRenaming] = useState(false);
  const isDisabled = source.disabled_ms !== null;
  return (
    <div className={classes.actions}>
      <Button variant="default" size="xs" onClick={() => setRenaming(true)} aria-label={t`Rename ${name}`}>
        <Trans>Rename</Trans>
      </Button>
      <Button
        variant="default"
        size="xs"
        onClick={onSwitch}
        aria-label={isDisabled ? t`Enable ${name}` : t`Disable ${name}`}
      >
        {isDisabled ? <Trans>Enable</Trans> : <Trans>Disable</Trans>}
      </Button>
      {renaming ? <SourceDialog source={source} onClose={() => setRenaming(false)} /> : null}
    </div>
  );
}

function LastReceived({ source }: { source: Source }) {
  const formats = useFormats();
  const now_ms = useNow();
  const last_ms = source.last_received_ms;
  if (last_ms === null) {
    return (
      <p className={classes.quiet}>
        <Trans>Nothing received yet</Trans>
      </p>
    );
  }
  const ago = formats.ago(last_ms, now_ms);
  return (
    <p className={classes.quiet}>
      <time dateTime={new Date(last_ms).toISOString()} title={formats.dateTimeSecond(last_ms)}>
        <Trans>Last received: {ago}</Trans>
      </time>
    </p>
  );
}
