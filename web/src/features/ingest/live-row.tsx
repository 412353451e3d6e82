import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { memo, useId, useState } from "react";
import type { LiveEvent } from "../../api/live-events";
import { useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import { IconChevronRight } from "../../ui/icons";
import { LiveDetail } from "./live-detail";
import classes from "./live-row.module.css";
import { OutcomeBadge } from "./outcome-badge";
import { ReasonLine } from "./reason-line";

const TEXT_LENGTH_MAX = 80;

/** One thing that arrived: when, what became of it, what, from where and of whom; all of it when it is opened. */
export const LiveRow = memo(function LiveRow({ event }: { event: LiveEvent }) {
  const { t } = useLingui();
  const formats = useFormats();
  const [opened, setOpened] = useState(false);
  const detailId = useId();
  return (
    <li>
      <div className={classes.line}>
        <button
          type="button"
          className={classes.button}
          aria-expanded={opened}
          aria-controls={opened ? detailId : undefined}
          onClick={() => setOpened(!opened)}
        >
          <IconChevronRight size={14} aria-hidden />
          <time
            className={classes.time}
            dateTime={new Date(event.received_ms).toISOString()}
            title={formats.dateTimeSecond(event.received_ms)}
          >
            {formats.second(event.received_ms)}
          </time>
          <OutcomeBadge outcome={event.outcome} />
          <span className={classes.name}>
            <bdi>{oneLine(event.event ?? event.type, TEXT_LENGTH_MAX) || t`Unknown event`}</bdi>
          </span>
          <span className={classes.source}>
            <bdi>{oneLine(event.source.name, TEXT_LENGTH_MAX)}</bdi>
          </span>
        </button>
        <Who event={event} />
      </div>
      {event.code ? (
        <div className={classes.reason}>
          <ReasonLine code={event.code} message={event.message} field={event.field} hint={event.hint} />
        </div>
      ) : null}
      {opened ? <LiveDetail id={detailId} event={event} /> : null}
    </li>
  );
});

/** Of whom it is, as far as it says so; leads to the customer's page when there is one. */
function Who({ event }: { event: LiveEvent }) {
  const { t } = useLingui();
  const name = oneLine(event.identifiers[0]?.value ?? "", TEXT_LENGTH_MAX);
  if (!event.person) {
    return <span className={classes.who}>{name ? <bdi>{name}</bdi> : null}</span>;
  }
  return (
    <Link to="/customers/$personId" params={{ personId: event.person }} className={classes.who} preload={false}>
      <bdi>{name || t`Customer page`}</bdi>
    </Link>
  );
}
