import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import type { FormEvent } from "react";
import { faultField } from "../../api/failure";
import type { Channel, Source } from "../../api/sources";
import classes from "../../ui/dialog.module.css";
import { RefusalWords } from "../../ui/refusal-words";
import { CHANNEL_NAMES, CHANNELS } from "./channels";
import { useChangeSource, useCreateSource } from "./use-changes";

const NAME_LENGTH_MAX = 80;

interface SourceDialogProps {
  /** The source to rename; without one, a source is made. */
  source?: Source;
  onClose(): void;
}

/** Asks for the name of a source and, for a new one, its channel. */
export function SourceDialog({ source, onClose }: SourceDialogProps) {
  const { i18n, t } = useLingui();
  const { save, error, isPending } = useSave(source, onClose);
  const field = error ? faultField(error) : undefined;
  const atField = (name: string) => (error && field === name ? <RefusalWords error={error} /> : undefined);
  const elsewhere = error && field !== "name" && field !== "channel";
  return (
    <Modal
      opened
      onClose={onClose}
      title={source ? t`Rename the source` : t`New source`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <form className={classes.form} onSubmit={save} noValidate>
        <TextInput
          name="name"
          label={t`Name`}
          description={t`As your team calls it, for example “Online shop”.`}
          defaultValue={source?.name ?? ""}
          maxLength={NAME_LENGTH_MAX}
          autoComplete="off"
          required
          withAsterisk={false}
          data-autofocus
          error={atField("name")}
        />
        {source ? null : (
          <NativeSelect
            name="channel"
            label={t`Channel`}
            description={t`Over which its events come. It cannot be changed afterwards.`}
            data={CHANNELS.map((channel) => ({ value: channel, label: i18n._(CHANNEL_NAMES[channel]) }))}
            error={atField("channel")}
          />
        )}
        {elsewhere ? (
          <p className={classes.error} role="alert">
            <RefusalWords error={error} />
          </p>
        ) : null}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={isPending}>
            {source ? <Trans>Rename</Trans> : <Trans>Create the source</Trans>}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function useSave(source: Source | undefined, onClose: () => void) {
  const create = useCreateSource();
  const change = useChangeSource();
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get("name") ?? "");
    if (source) {
      change.mutate({ id: source.id, name }, { onSuccess: onClose });
    } else {
      create.mutate({ name, channel: String(form.get("channel")) as Channel }, { onSuccess: onClose });
    }
  }
  return { save, error: create.error ?? change.error, isPending: create.isPending || change.isPending };
}
