import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { problemOf } from "../../api/failure";
import type { Import, ImportState } from "../../api/imports";
import { IconArrowBackUp, IconPlayerStop, IconUpload, IconUsers } from "../../ui/icons";
import classes from "./import-page.module.css";
import { ProblemBox } from "./problem-box";
import { UndoDialog } from "./undo-dialog";
import { useStopImport } from "./use-changes";
import { useMayImport } from "./use-role";

const route = getRouteApi("/member/imports/$importId");

/** What can be done about an import in its present state. */
export function ImportActions({ imported }: { imported: Import }) {
  const mayImport = useMayImport();
  const { state } = imported;
  const actions = useFocusKept(state);
  const isOver = state === "done" || state === "stopped" || state === "failed";
  return (
    <div className={classes.actions} ref={actions} tabIndex={-1}>
      {state === "done" ? (
        <Button component={Link} to="/customers" leftSection={<IconUsers size={16} />}>
          <Trans>See the customers</Trans>
        </Button>
      ) : null}
      {mayImport && (state === "failed" || state === "stopped") ? <AgainButton /> : null}
      {mayImport && state === "running" ? <StopButton imported={imported} /> : null}
      {mayImport && isOver && imported.n_accepted > 0 ? <UndoButton imported={imported} /> : null}
    </div>
  );
}

/** A button that did its work goes away: then the focus stays where it stood, and is not lost. */
function useFocusKept(state: ImportState) {
  const place = useRef<HTMLDivElement>(null);
  const seen = useRef(state);
  useEffect(() => {
    if (seen.current !== state && document.activeElement === document.body) {
      place.current?.focus({ preventScroll: true });
    }
    seen.current = state;
  }, [state]);
  return place;
}

/** Leads back to the files, which are kept until they are imported. */
function AgainButton() {
  const { upload } = route.useSearch();
  return (
    <Button
      renderRoot={(props) => <Link {...props} to="/imports/new" search={{ upload }} />}
      leftSection={<IconUpload size={16} />}
    >
      {upload ? <Trans>Import the same files again</Trans> : <Trans>Import files</Trans>}
    </Button>
  );
}

function StopButton({ imported }: { imported: Import }) {
  const stop = useStopImport(imported.id);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={16} />}
        loading={stop.isPending || stop.isSuccess}
        onClick={() => stop.mutate()}
      >
        <Trans>Stop</Trans>
      </Button>
      {stop.error ? <ProblemBox problem={problemOf(stop.error)} /> : null}
    </>
  );
}

function UndoButton({ imported }: { imported: Import }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconArrowBackUp size={16} />} onClick={() => setAsking(true)}>
        <Trans>Undo the import</Trans>
      </Button>
      {asking ? <UndoDialog imported={imported} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
