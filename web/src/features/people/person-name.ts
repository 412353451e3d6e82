import type { PersonItem } from "../../api/people";
import { oneLine } from "../../lib/text";

const NAME_LENGTH_MAX = 80;

/** Returns the name of a person, or the best that is known instead of it. */
export function personName(person: Pick<PersonItem, "id" | "name" | "email" | "identifier">): string {
  const best = [person.name, person.email, person.identifier].map((text) => oneLine(text ?? "", NAME_LENGTH_MAX));
  return best.find((text) => text !== "") ?? person.id;
}
