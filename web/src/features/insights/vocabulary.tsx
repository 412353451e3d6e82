import { createContext, useContext } from "react";
import type { Property, Vocabulary } from "../../api/insights";
import type { Selector } from "./model/question";

const EMPTY: Vocabulary = { events: [], traits: [], events_read: 0, complete: true };

/** The names that the builder offers. */
export const VocabularyContext = createContext<Vocabulary>(EMPTY);

/** Returns the names that the builder offers. */
export function useVocabulary(): Vocabulary {
  return useContext(VocabularyContext);
}

/** Returns the properties of the events of a selector; those of all events when it names none. */
export function propertiesOf(vocabulary: Vocabulary, selector: Selector | undefined): Property[] {
  const names = selector?.event ? [selector.event] : selector?.events;
  const events = vocabulary.events.filter(({ name }) => names === undefined || names.includes(name));
  const found = new Map<string, Property>();
  for (const property of events.flatMap(({ properties }) => properties)) {
    const known = found.get(property.name);
    found.set(property.name, known ? both(known, property) : property);
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

function both(one: Property, other: Property): Property {
  const type = one.type === other.type ? one.type : "mixed";
  return { name: one.name, type, values: [...new Set([...one.values, ...other.values])] };
}
