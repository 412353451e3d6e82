import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import type { MailMessage } from "../../api/mail";
import classes from "../../ui/dialog.module.css";

interface AgainDialogProps {
  message: MailMessage;
  onClose(): void;
  onSend(): void;
}

/** Asks before a message is sent again that may have arrived. */
export function AgainDialog({ message, onClose, onSend }: AgainDialogProps) {
  const { t } = useLingui();
  return (
    <Modal opened onClose={onClose} title={t`Send this message again?`} closeButtonProps={{ "aria-label": t`Close` }}>
      <div className={classes.form}>
        <p>
          <Trans>
            Nobody knows whether the message to <bdi>{message.to}</bdi> arrived: the connection ended before the server
            answered. Sent again, it may arrive twice.
          </Trans>
        </p>
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} data-autofocus>
            <Trans>Cancel</Trans>
          </Button>
          <Button onClick={onSend}>
            <Trans>Send again</Trans>
          </Button>
        </div>
      </div>
    </Modal>
  );
}
