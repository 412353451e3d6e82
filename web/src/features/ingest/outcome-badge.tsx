import { useLingui } from "@lingui/react/macro";
import type { Outcome } from "../../api/live-events";
import type { IconType } from "../../lib/manifest";
import { OUTCOME_NAMES } from "../../lib/outcomes";
import { IconAlertCircle, IconArchive, IconCircleCheck, IconCircleX, IconCopyCheck } from "../../ui/icons";
import classes from "./outcome-badge.module.css";

const ICONS: Record<Outcome, IconType> = {
  accepted: IconCircleCheck,
  duplicate: IconCopyCheck,
  conflict: IconAlertCircle,
  quarantined: IconArchive,
  refused: IconCircleX,
};

/** What became of an event, as a picture and a word. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const { i18n } = useLingui();
  const Icon = ICONS[outcome];
  return (
    <span className={classes.badge} data-outcome={outcome}>
      <Icon size={15} stroke={1.8} />
      {i18n._(OUTCOME_NAMES[outcome])}
    </span>
  );
}
