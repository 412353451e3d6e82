import { Plural, Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { TimelineEvent } from "../../api/people";
import { oneLine } from "../../lib/text";
import classes from "./event-detail.module.css";
import { shownProperties } from "./events/properties";

const TEXT_LENGTH_MAX = 200;

/** All that was received of an event, as it was received. Data stays text: no markup, no links. */
export function EventDetail({ id, event }: { id: string; event: TimelineEvent }) {
  const { shown, n_hidden } = shownProperties(event.properties);
  return (
    <div id={id} className={classes.detail}>
      <dl>
        <Entry name={<Trans>Event</Trans>} value={oneLine(event.event, TEXT_LENGTH_MAX)} />
        <Entry name={<Trans>Time</Trans>} value={oneLine(event.local_time, TEXT_LENGTH_MAX)} />
        <Entry name={<Trans>Source</Trans>} value={oneLine(event.source, TEXT_LENGTH_MAX)} />
        {event.session ? <Entry name={<Trans>Visit</Trans>} value={oneLine(event.session, TEXT_LENGTH_MAX)} /> : null}
      </dl>
      <dl className={classes.properties}>
        {shown.map(({ name, value }) => (
          <Entry key={name} name={<bdi>{name}</bdi>} value={value} />
        ))}
      </dl>
      {n_hidden > 0 ? (
        <p>
          <Plural value={n_hidden} one="# more property" other="# more properties" />
        </p>
      ) : null}
    </div>
  );
}

function Entry({ name, value }: { name: ReactNode; value: string }) {
  return (
    <div className={classes.entry}>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}
