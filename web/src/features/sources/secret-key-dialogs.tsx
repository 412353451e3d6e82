import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import type { Source } from "../../api/sources";
import { CopyCommand } from "../../ui/copy-command";
import classes from "../../ui/dialog.module.css";
import { RefusalWords } from "../../ui/refusal-words";
import { useRevokeSecretKey } from "./use-changes";

/** Shows a new secret key, this once; it closes by its button alone, so that the key is not lost by a slip. */
export function NewKeyDialog({ secretKey, onClose }: { secretKey: string; onClose(): void }) {
  const { t } = useLingui();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`Your new secret key`}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <div className={classes.form}>
        <p>
          <Trans>
            Copy it now and keep it in a safe place: Boussole does not keep it and will never show it again.
          </Trans>
        </p>
        <CopyCommand command={secretKey} label={t`Copy the secret key`} />
        <div className={classes.buttons}>
          <Button onClick={onClose}>
            <Trans>I have kept the key</Trans>
          </Button>
        </div>
      </div>
    </Modal>
  );
}

interface RevokeDialogProps {
  source: Source;
  keyId: string;
  end: string;
  onClose(): void;
}

/** Asks before a key is revoked, because nothing brings it back. */
export function RevokeDialog({ source, keyId, end, onClose }: RevokeDialogProps) {
  const { t } = useLingui();
  const revoke = useRevokeSecretKey(source.id);
  return (
    <Modal opened onClose={onClose} title={t`Revoke this key?`} closeButtonProps={{ "aria-label": t`Close` }}>
      <div className={classes.form}>
        <p>
          <Trans>
            What still sends with the key ending in <code>{end}</code> is refused at once. This cannot be undone.
          </Trans>
        </p>
        {revoke.error ? (
          <p className={classes.error} role="alert">
            <RefusalWords error={revoke.error} />
          </p>
        ) : null}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} data-autofocus>
            <Trans>Cancel</Trans>
          </Button>
          <Button color="red.9" loading={revoke.isPending} onClick={() => revoke.mutate(keyId, { onSuccess: onClose })}>
            <Trans>Revoke</Trans>
          </Button>
        </div>
      </div>
    </Modal>
  );
}
