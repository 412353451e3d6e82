import { Plural, Trans } from "@lingui/react/macro";
import type { TimelineEvent } from "../../api/people";
import { shownProperties } from "../../lib/events/properties";
import { oneLine } from "../../lib/text";
import { Fact, FactBox } from "../../ui/facts";
import classes from "./event-detail.module.css";

const TEXT_LENGTH_MAX = 200;

/** All that was received of an event, as it was received. Data stays text: no markup, no links. */
export function EventDetail({ id, event }: { id: string; event: TimelineEvent }) {
  const { shown, n_hidden } = shownProperties(event.properties);
  return (
    <FactBox id={id} indent={44}>
      <dl>
        <Fact name={<Trans>Event</Trans>} value={oneLine(event.event, TEXT_LENGTH_MAX)} />
        <Fact name={<Trans>Time</Trans>} value={oneLine(event.local_time, TEXT_LENGTH_MAX)} />
        <Fact name={<Trans>Source</Trans>} value={oneLine(event.source, TEXT_LENGTH_MAX)} />
        {event.session ? <Fact name={<Trans>Visit</Trans>} value={oneLine(event.session, TEXT_LENGTH_MAX)} /> : null}
      </dl>
      <dl className={classes.properties}>
        {shown.map(({ name, value }) => (
          <Fact key={name} name={<bdi>{name}</bdi>} value={value} />
        ))}
      </dl>
      {n_hidden > 0 ? (
        <p>
          <Plural value={n_hidden} one="# more property" other="# more properties" />
        </p>
      ) : null}
    </FactBox>
  );
}
