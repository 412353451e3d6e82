import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { ImportState } from "../../api/imports";
import type { IconType } from "../../lib/manifest";
import { IconArrowBackUp, IconCircleCheck, IconCircleX, IconLoader2, IconPlayerStop } from "../../ui/icons";
import classes from "./import-state.module.css";

const STATES: Record<ImportState, { icon: IconType; name: MessageDescriptor }> = {
  running: { icon: IconLoader2, name: msg({ message: "Running", context: "import" }) },
  done: { icon: IconCircleCheck, name: msg({ message: "Done", context: "import" }) },
  stopped: { icon: IconPlayerStop, name: msg({ message: "Stopped", context: "import" }) },
  failed: { icon: IconCircleX, name: msg({ message: "Failed", context: "import" }) },
  undoing: { icon: IconLoader2, name: msg({ message: "Being undone", context: "import" }) },
  undone: { icon: IconArrowBackUp, name: msg({ message: "Undone", context: "import" }) },
};

/** What became of an import, as a picture and a word. */
export function ImportStateBadge({ state }: { state: ImportState }) {
  const { i18n } = useLingui();
  const { icon: Icon, name } = STATES[state];
  return (
    <span className={classes.badge} data-state={state}>
      <Icon size={16} stroke={1.8} />
      {i18n._(name)}
    </span>
  );
}
