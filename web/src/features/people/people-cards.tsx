import { Plural } from "@lingui/react/macro";
import type { PersonItem } from "../../api/people";
import { useFormats } from "../../lib/formats";
import { useTaxWord } from "../../lib/tax";
import { Day, NameLink } from "./columns";
import { KindBadge } from "./kind-badge";
import classes from "./people-cards.module.css";
import { personName } from "./person-name";

/** The people as cards, for phones. */
export function PeopleCards({ people, stale }: { people: PersonItem[]; stale: boolean }) {
  return (
    <ul className={classes.cards} aria-busy={stale} data-stale={stale || undefined}>
      {people.map((person) => (
        <li key={person.id} className={classes.card}>
          <PersonCard person={person} />
        </li>
      ))}
    </ul>
  );
}

function PersonCard({ person }: { person: PersonItem }) {
  const formats = useFormats();
  const tax = useTaxWord();
  const second = person.email ?? person.identifier;
  return (
    <>
      <div className={classes.line}>
        <NameLink person={person} />
        <KindBadge kind={person.kind} />
      </div>
      {second && second !== personName(person) ? <bdi className={classes.quiet}>{second}</bdi> : null}
      <div className={classes.line}>
        <span className={classes.quiet}>
          <Day timeMs={person.last_seen_ms} />
        </span>
        <span className={classes.value}>
          {person.n_orders > 0 ? (
            <span className={classes.quiet}>
              <Plural value={person.n_orders} one="# order" other="# orders" />
            </span>
          ) : null}
          {person.revenue ? <span>{[formats.money(person.revenue), tax].filter(Boolean).join(" ")}</span> : null}
        </span>
      </div>
    </>
  );
}
