import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal, TextInput } from "@mantine/core";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import type { FormEvent, ReactNode } from "react";
import classes from "../../ui/dialog.module.css";
import { RefusalWords } from "../../ui/refusal-words";

const NAME_LENGTH_MAX = 120;

interface SaveDialogProps {
  title: string;
  action: ReactNode;
  name: string;
  error: unknown;
  pending: boolean;
  onSave(name: string): void;
  onClose(): void;
}

/** Asks for the name of a saved question. */
export default function SaveDialog({ title, action, name, error, pending, onSave, onClose }: SaveDialogProps) {
  const { t } = useLingui();
  const fault = error ? <RefusalWords error={error} /> : undefined;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onSave(String(new FormData(event.currentTarget).get("name") ?? ""));
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t`Close` }}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput
          name="name"
          label={t`Name`}
          description={t`All members of the project see it.`}
          defaultValue={name}
          maxLength={NAME_LENGTH_MAX}
          autoComplete="off"
          required
          withAsterisk={false}
          data-autofocus
          error={fault}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={pending}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
