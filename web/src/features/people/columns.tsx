import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  type TableFeatures,
  tableFeatures,
} from "@tanstack/react-table";
import type { PersonItem } from "../../api/people";
import { type Formats, useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import { KindBadge } from "./kind-badge";
import classes from "./people-table.module.css";
import { personName } from "./person-name";
import type { ColumnId } from "./search";

const TEXT_LENGTH_MAX = 120;

/** The heads of the columns. */
export const COLUMN_NAMES: Record<ColumnId, MessageDescriptor> = {
  name: msg`Name`,
  email: msg`E-mail`,
  kind: msg`Kind`,
  orders: msg`Orders`,
  revenue: msg`Revenue`,
  last_seen: msg`Last seen`,
  first_seen: msg`First seen`,
  place: msg`Place`,
  events: msg`Events`,
  identifier: msg`Identifier`,
};

/** The columns that hold figures, aligned on their last digit. */
export const FIGURE_COLUMNS: readonly string[] = ["orders", "revenue", "events"];

/** What the table of people can do: sorting and paging are the server's work. */
export const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature }) satisfies TableFeatures;

const helper = createColumnHelper<typeof features, PersonItem>();

function cell(id: ColumnId, render: (person: PersonItem) => React.ReactNode) {
  return helper.display({ id, cell: ({ row }) => render(row.original) });
}

/** The columns of the list of people. */
export const columns = helper.columns([
  cell("name", (person) => <NameLink person={person} />),
  cell("email", (person) => <Text text={person.email} />),
  cell("kind", (person) => <KindBadge kind={person.kind} />),
  cell("orders", (person) => <Figure write={(formats) => formats.number(person.n_orders)} />),
  cell("revenue", (person) => <Figure write={(formats) => (person.revenue ? formats.money(person.revenue) : null)} />),
  cell("last_seen", (person) => <Day timeMs={person.last_seen_ms} />),
  cell("first_seen", (person) => <Day timeMs={person.first_seen_ms} />),
  cell("place", (person) => <Place person={person} />),
  cell("events", (person) => <Figure write={(formats) => formats.number(person.n_events)} />),
  cell("identifier", (person) => <Text text={person.identifier} />),
]);

/** The name of a person, leading to the person's page. */
export function NameLink({ person }: { person: PersonItem }) {
  return (
    <Link to="/customers/$personId" params={{ personId: person.id }} className={classes.name}>
      <bdi>{personName(person)}</bdi>
    </Link>
  );
}

/** Where a person lives, as far as it is known. */
export function Place({ person }: { person: PersonItem }) {
  const formats = useFormats();
  return <Text text={placeName(person, formats)} />;
}

/** Writes city and country; `null` when neither is known. */
export function placeName(person: Pick<PersonItem, "city" | "country">, formats: Formats): string | null {
  const country = person.country && formats.country(person.country);
  return [person.city, country].filter(Boolean).join(", ") || null;
}

function Text({ text }: { text: string | null }) {
  const line = oneLine(text ?? "", TEXT_LENGTH_MAX);
  return line ? <bdi>{line}</bdi> : <Nothing />;
}

function Figure({ write }: { write(formats: Formats): string | null }) {
  return write(useFormats()) ?? <Nothing />;
}

/** A day; the hour shows when the pointer rests on it. */
export function Day({ timeMs }: { timeMs: number }) {
  const formats = useFormats();
  const moment = new Date(timeMs);
  const dateTime = Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
  return (
    <time dateTime={dateTime} title={formats.dateTime(timeMs)}>
      {formats.date(timeMs)}
    </time>
  );
}

function Nothing() {
  return <span className={classes.nothing}>–</span>;
}
