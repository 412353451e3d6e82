import { Trans } from "@lingui/react/macro";
import type { JourneyAnswer } from "../../api/answers";
import { useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import classes from "./journey-page.module.css";

/** Names that are told at most: the rest is little. */
const NAMED_MAX = 6;
const NAME_LENGTH_MAX = 60;

/** How much of what happens is on the map, and what is not. */
export function Coverage({ facts: { people, coverage } }: { facts: JourneyAnswer }) {
  const formats = useFormats();
  const { events, assigned, unassigned } = coverage;
  if (events === 0) {
    return (
      <p className={classes.words}>
        <Trans>Nothing happened in this period.</Trans>
      </p>
    );
  }
  const share = formats.percent(assigned / events);
  const n_people = formats.number(people);
  const n_events = formats.number(events);
  const named = unassigned
    .slice(0, NAMED_MAX)
    .map(({ event, events: n }) => `${oneLine(event, NAME_LENGTH_MAX)} (${formats.number(n)})`);
  const names = new Intl.ListFormat(formats.tag, { type: "unit" }).format(named);
  return (
    <p className={classes.words}>
      <Trans>
        {n_people} people passed a step; {share} of their {n_events} events are on the map.
      </Trans>{" "}
      {named.length > 0 ? <Trans>Not on it: {names}.</Trans> : null}
    </p>
  );
}
