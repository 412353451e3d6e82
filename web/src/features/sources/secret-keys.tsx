import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Source } from "../../api/sources";
import { useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import { IconChevronRight, IconKey } from "../../ui/icons";
import { RefusalWords } from "../../ui/refusal-words";
import { NewKeyDialog, RevokeDialog } from "./secret-key-dialogs";
import classes from "./source-card.module.css";
import { useCreateSecretKey } from "./use-changes";

type SecretKey = Source["secret_keys"][number];

/** The secret keys of a source, by their last characters; an owner makes and revokes them. */
export function SecretKeys({ source, isOwner }: { source: Source; isOwner: boolean }) {
  const formats = useFormats();
  const create = useCreateSecretKey(source.id);
  return (
    <details className={classes.fold}>
      <summary>
        <IconChevronRight size={14} aria-hidden />
        <h3>
          <Trans>Secret keys</Trans>
        </h3>
        <span className={classes.quiet}>{formats.number(source.secret_keys.length)}</span>
      </summary>
      <div className={classes.folded}>
        <p className={classes.quiet}>
          <Trans>
            For servers only: what comes with a secret key is trusted to say which e-mail and which customer number are
            one person. Never put one on a page or in an app.
          </Trans>
        </p>
        <ul className={classes.keys}>
          {source.secret_keys.map((key) => (
            <KeyRow key={key.id} source={source} secretKey={key} isOwner={isOwner} />
          ))}
        </ul>
        {isOwner ? (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconKey size={16} />}
            loading={create.isPending}
            onClick={() => create.mutate()}
          >
            <Trans>Create a secret key</Trans>
          </Button>
        ) : null}
        {create.error ? (
          <p className={classes.error} role="alert">
            <RefusalWords error={create.error} />
          </p>
        ) : null}
      </div>
      {create.data ? <NewKeyDialog secretKey={create.data.key} onClose={create.reset} /> : null}
    </details>
  );
}

function KeyRow({ source, secretKey, isOwner }: { source: Source; secretKey: SecretKey; isOwner: boolean }) {
  const { t } = useLingui();
  const formats = useFormats();
  const [revoking, setRevoking] = useState(false);
  const end = oneLine(secretKey.end, 20);
  const created = formats.date(secretKey.created_ms);
  return (
    <li>
      <code>sk_…{end}</code>
      <span className={classes.quiet}>
        <Trans>Created on {created}</Trans>
      </span>
      {isOwner ? (
        <Button variant="default" size="xs" onClick={() => setRevoking(true)} aria-label={t`Revoke the key …${end}`}>
          <Trans>Revoke</Trans>
        </Button>
      ) : null}
      {revoking ? (
        <RevokeDialog source={source} keyId={secretKey.id} end={end} onClose={() => setRevoking(false)} />
      ) : null}
    </li>
  );
}
