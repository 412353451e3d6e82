import { Plural } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { AudienceAnswer } from "../api/answers";
import { useFormats } from "../lib/formats";
import { oneLine } from "../lib/text";
import classes from "./people-list.module.css";

type Person = AudienceAnswer["people"][number];

const TEXT_LENGTH_MAX = 80;

/** People of an answer; each leads to the page of the person. */
export function PeopleList({ people }: { people: readonly Person[] }) {
  return (
    <ul className={classes.people}>
      {people.map((person) => (
        <li key={person.person} className={classes.person}>
          <PersonLine person={person} />
        </li>
      ))}
    </ul>
  );
}

function PersonLine({ person }: { person: Person }) {
  const formats = useFormats();
  const email = textOf(person["trait:email"]);
  const name = personName(person);
  const last = Date.parse(String(person.last_event ?? ""));
  const n_events = Number(person.events ?? 0);
  return (
    <>
      <Link to="/customers/$personId" params={{ personId: person.person }}>
        <bdi>{name}</bdi>
      </Link>
      <span>{Number.isNaN(last) ? "" : formats.date(last)}</span>
      <span>{email === name ? "" : email}</span>
      <span>
        <Plural value={n_events} one="# event" other="# events" />
      </span>
    </>
  );
}

/** Returns the name of a person of an answer, or the best that is known instead of it. */
export function personName(person: Person): string {
  return textOf(person["trait:name"]) || textOf(person["trait:email"]) || person.person;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? oneLine(value, TEXT_LENGTH_MAX) : "";
}
