import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal, TextInput } from "@mantine/core";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import { type FormEvent, useState } from "react";
import type { TodayFigure } from "../../api/today";
import classes from "../../ui/dialog.module.css";
import { RefusalWords } from "../../ui/refusal-words";
import { useTeller } from "./teller";
import { useChangeTarget } from "./use-targets";

interface TargetDialogProps {
  figure: TodayFigure;
  name: string;
  onClose(): void;
}

/** Asks for the target of a figure, and takes it away. */
export default function TargetDialog({ figure, name, onClose }: TargetDialogProps) {
  const { t } = useLingui();
  const { formats } = useTeller();
  const change = useChangeTarget(figure.name);
  const [misread, setMisread] = useState(false);
  const present = figure.target?.value;
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const field = event.currentTarget.elements.namedItem("target");
    // The browser reads the number, with the decimal sign of its language.
    const value = field instanceof HTMLInputElement ? field.valueAsNumber : Number.NaN;
    setMisread(Number.isNaN(value));
    if (!Number.isNaN(value)) {
      change.mutate(value, { onSuccess: onClose });
    }
  }
  return (
    <Modal opened onClose={onClose} title={t`Target: ${name}`} closeButtonProps={{ "aria-label": t`Close` }}>
      <form className={classes.form} onSubmit={save} noValidate>
        <TextInput
          name="target"
          label={<TargetLabel unit={figure.unit} currency={formats.currency} />}
          description={
            figure.better === "higher" ? (
              <Trans>The figure should reach at least this value in each period.</Trans>
            ) : (
              <Trans>The figure should stay at or below this value in each period.</Trans>
            )
          }
          type="number"
          step="any"
          defaultValue={present}
          autoComplete="off"
          data-autofocus
          error={misread ? t`Write a number.` : undefined}
        />
        {change.error && !misread ? (
          <p className={classes.error} role="alert">
            <RefusalWords error={change.error} />
          </p>
        ) : null}
        <div className={classes.buttons}>
          {present === undefined ? null : (
            <Button
              variant="subtle"
              color="gray"
              className={classes.remove ?? ""}
              disabled={change.isPending}
              onClick={() => change.mutate(null, { onSuccess: onClose })}
            >
              <Trans>Remove the target</Trans>
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={change.isPending}>
            <Trans>Save</Trans>
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function TargetLabel({ unit, currency }: { unit: TodayFigure["unit"]; currency: string | null }) {
  switch (unit) {
    case "percent":
      return <Trans>Target in %</Trans>;
    case "points":
      return <Trans>Target, from −100 to +100</Trans>;
    case "mean":
      return <Trans>Target, from 1 to 7</Trans>;
    case "money":
      return currency ? <Trans>Target in {currency}</Trans> : <Trans>Target</Trans>;
    default:
      return <Trans>Target</Trans>;
  }
}
