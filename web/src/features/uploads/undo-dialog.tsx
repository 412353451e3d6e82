import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import { problemOf } from "../../api/failure";
import type { Import } from "../../api/imports";
import classes from "../../ui/dialog.module.css";
import { ProblemBox } from "./problem-box";
import { useUndoImport } from "./use-changes";

interface UndoDialogProps {
  imported: Import;
  onClose(): void;
}

/** Asks before an import is undone, because data goes away; it says which. */
export function UndoDialog({ imported, onClose }: UndoDialogProps) {
  const { t } = useLingui();
  const undo = useUndoImport(imported.id);
  return (
    <Modal opened onClose={onClose} title={t`Undo this import?`} closeButtonProps={{ "aria-label": t`Close` }}>
      <div className={classes.form}>
        <p>
          <Plural
            value={imported.n_accepted}
            one="The event that this import added disappears from the timelines and from every figure."
            other="The # events that this import added disappear from the timelines and from every figure."
          />
        </p>
        <p>
          <Trans>
            What was there before stays, and so does what came in otherwise. Importing the same files again brings the
            events back.
          </Trans>
        </p>
        {undo.error ? <ProblemBox problem={problemOf(undo.error)} /> : null}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose} data-autofocus>
            <Trans>Cancel</Trans>
          </Button>
          <Button color="red.9" loading={undo.isPending} onClick={() => undo.mutate(undefined, { onSuccess: onClose })}>
            <Trans>Undo the import</Trans>
          </Button>
        </div>
      </div>
    </Modal>
  );
}
