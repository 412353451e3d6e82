import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { MessageState } from "../../api/mail";
import type { IconType } from "../../lib/manifest";
import { IconCircleCheck, IconCircleDashed, IconCircleX, IconClock, IconLoader2 } from "../../ui/icons";
import classes from "./message-row.module.css";

/** What became of a message, in a word. That a server accepted it does not say that somebody read it. */
export const STATE_NAMES: Record<MessageState, MessageDescriptor> = {
  planned: msg({ message: "Waiting", context: "message" }),
  claimed: msg({ message: "Being sent", context: "message" }),
  sent: msg({ message: "Accepted by the server", context: "message" }),
  failed: msg({ message: "Not sent", context: "message" }),
  unknown: msg({ message: "Perhaps sent", context: "message" }),
};

const ICONS: Record<MessageState, IconType> = {
  planned: IconClock,
  claimed: IconLoader2,
  sent: IconCircleCheck,
  failed: IconCircleX,
  unknown: IconCircleDashed,
};

/** What became of a message, as a picture and a word. */
export function MessageStateBadge({ state }: { state: MessageState }) {
  const { i18n } = useLingui();
  const Icon = ICONS[state];
  return (
    <span className={classes.badge} data-state={state}>
      <Icon size={16} stroke={1.8} aria-hidden />
      {i18n._(STATE_NAMES[state])}
    </span>
  );
}
