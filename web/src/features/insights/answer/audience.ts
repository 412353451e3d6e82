import { msg } from "@lingui/core/macro";
import type { AudienceAnswer } from "../../../api/answers";
import { personName } from "../../../ui/people-list";
import type { Sheet } from "./sheet";
import type { Teller } from "./teller";

/** The columns with which people of a question are listed. */
export const AUDIENCE_COLUMNS = ["trait:name", "trait:email", "events", "last_event", "revenue"] as const;

/** Lays people out as rows. */
export function audienceSheet(people: AudienceAnswer["people"], { i18n, formats }: Teller): Sheet {
  return {
    columns: [
      { name: i18n._(msg`Name`), kind: "text" },
      { name: i18n._(msg`E-mail`), kind: "text" },
      { name: i18n._(msg`Events`), kind: "count" },
      { name: i18n._(msg`Last event`), kind: "day" },
      { name: i18n._(msg`Revenue`), kind: "money" },
    ],
    rows: people.map((person) => {
      const last = typeof person.last_event === "string" ? Date.parse(person.last_event) : Number.NaN;
      return {
        id: person.person,
        cells: [
          { value: personName(person) },
          { value: textOf(person["trait:email"]) },
          { value: typeof person.events === "number" ? person.events : null },
          Number.isNaN(last)
            ? { value: null }
            : { value: new Date(last).toISOString().slice(0, 10), text: formats.date(last) },
          { value: textOf(person.revenue) },
        ],
      };
    }),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}
