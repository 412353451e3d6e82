import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Vocabulary } from "../../api/insights";
import type { Scope } from "../../api/members";

/** What limits a scope, and the property of events that each is compared with. */
export const LIMITS = [
  { part: "stores", property: "store", label: msg`Stores` },
  { part: "regions", property: "region", label: msg`Regions` },
  { part: "brands", property: "brand", label: msg`Brands` },
] as const satisfies { part: Part; property: string; label: MessageDescriptor }[];

/** A part of a scope that limits. */
export type Part = "stores" | "regions" | "brands";

/** The values to which each part is limited; an empty part does not limit. */
export type Limits = Record<Part, string[]>;

/** A scope that limits nothing yet. */
export const NO_LIMITS: Limits = { stores: [], regions: [], brands: [] };

/** Returns the limits of a scope; none when it is everything. */
export function limitsOf(scope: Scope): Limits {
  return scope === "all" ? NO_LIMITS : scope.limited;
}

/** Returns the values of a property that events of the project have, by name. */
export function knownValues(vocabulary: Vocabulary | undefined, property: string): string[] {
  const properties = (vocabulary?.events ?? []).flatMap((event) => event.properties);
  const values = properties.filter(({ name }) => name === property).flatMap((found) => found.values);
  return [...new Set(values)].sort((a, b) => a.localeCompare(b));
}
