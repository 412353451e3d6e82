import { oneLine } from "../text";

const PROPERTIES_MAX = 200;
const VALUE_LENGTH_MAX = 2000;

/** A property as it is shown: two texts, of which no markup is ever made. */
export interface ShownProperty {
  name: string;
  value: string;
}

/** Returns the properties as texts, at most 200, each bounded; nested values are written as JSON. */
export function shownProperties(properties: unknown): { shown: ShownProperty[]; n_hidden: number } {
  const entries = typeof properties === "object" && properties !== null ? Object.entries(properties) : [];
  const shown = entries
    .slice(0, PROPERTIES_MAX)
    .map(([name, value]) => ({ name: oneLine(name, 200), value: shownValue(value) }));
  return { shown, n_hidden: Math.max(0, entries.length - PROPERTIES_MAX) };
}

/** Writes any value as a bounded text; a dash for the absence of one. */
export function shownValue(value: unknown): string {
  if (value === null || value === undefined) {
    return "–";
  }
  const text = typeof value === "string" ? value : (JSON.stringify(value, null, 1) ?? "");
  return oneLine(text, VALUE_LENGTH_MAX);
}
