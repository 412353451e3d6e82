import { Trans } from "@lingui/react/macro";
import type { Person } from "../../api/people";
import { useFormats } from "../../lib/formats";
import { placeName } from "./columns";
import { KindBadge } from "./kind-badge";
import classes from "./person-header.module.css";
import { personName } from "./person-name";

/** Who it is: name, kind, since when, where. */
export function PersonHeader({ person }: { person: Person }) {
  const formats = useFormats();
  const since = formats.date(person.first_seen_ms);
  const name = personName(person);
  const place = placeName(person, formats);
  return (
    <header className={classes.header}>
      <div className={classes.title}>
        <h1>
          <bdi>{name}</bdi>
        </h1>
        <KindBadge kind={person.kind} />
      </div>
      <p className={classes.facts}>
        {person.email && person.email !== name ? <bdi>{person.email}</bdi> : null}
        {place ? <bdi>{place}</bdi> : null}
        <span>
          <Trans>Known since {since}</Trans>
        </span>
      </p>
    </header>
  );
}
