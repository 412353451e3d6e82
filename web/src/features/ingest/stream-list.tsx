import { Trans, useLingui } from "@lingui/react/macro";
import { Fragment } from "react";
import { LiveRow } from "./live-row";
import type { Stream } from "./stream";
import classes from "./stream-list.module.css";

/** The events of the stream, newest on top; a line tells where some are missing. */
export function StreamList({ stream }: { stream: Stream }) {
  const { t } = useLingui();
  return (
    <ol className={classes.list} aria-label={t`Live events`}>
      {stream.gapOnTop ? <Gap /> : null}
      {stream.rows.map(({ seq, event, gapBelow }) => (
        <Fragment key={seq}>
          <LiveRow event={event} />
          {gapBelow ? <Gap /> : null}
        </Fragment>
      ))}
    </ol>
  );
}

function Gap() {
  return (
    <li className={classes.gap}>
      <Trans>Some events are not shown here: more arrived than the list could follow.</Trans>
    </li>
  );
}
