import type { Conditions } from "./question";

/** What joins the conditions of a group. */
export const JOINS = ["all", "any", "none", "not_all"] as const;
export type Join = (typeof JOINS)[number];

/** Conditions as a group: what joins them, and each with the field at which the server finds it. */
export interface Group<Leaf> {
  join: Join;
  parts: { part: Conditions<Leaf>; field: string }[];
}

/** Reads conditions as a group; a single one is a group of its own. */
export function groupOf<Leaf>(conditions: Conditions<Leaf> | undefined, field: string): Group<Leaf> {
  if (conditions === undefined) {
    return { join: "all", parts: [] };
  }
  const inner = partOf<Leaf>(conditions, "not");
  const [at, whole] = inner === undefined ? [field, conditions] : [`${field}.not`, inner];
  const list = (name: "all" | "any"): Group<Leaf>["parts"] | undefined =>
    (partOf(whole, name) as Conditions<Leaf>[] | undefined)?.map((part, index) => ({
      part,
      field: `${at}.${name}[${index}]`,
    }));
  const [all, any] = [list("all"), list("any")];
  if (inner === undefined) {
    return any ? { join: "any", parts: any } : { join: "all", parts: all ?? [{ part: conditions, field }] };
  }
  return all ? { join: "not_all", parts: all } : { join: "none", parts: any ?? [{ part: inner, field: at }] };
}

/** Writes a group as conditions; nothing when it is empty. */
export function conditionsOf<Leaf>(join: Join, parts: readonly Conditions<Leaf>[]): Conditions<Leaf> | undefined {
  const [first] = parts;
  if (first === undefined) {
    return undefined;
  }
  switch (join) {
    case "all":
      return { all: [...parts] };
    case "any":
      return { any: [...parts] };
    case "none":
      return { not: parts.length === 1 ? first : { any: [...parts] } };
    default:
      return { not: { all: [...parts] } };
  }
}

/** Says whether conditions are joined or turned round, and are not a single one. */
export function isGroup(conditions: unknown): boolean {
  return (["all", "any", "not"] as const).some((name) => partOf(conditions, name) !== undefined);
}

/** Returns every single condition, with its field. */
export function leavesOf<Leaf>(
  conditions: Conditions<Leaf> | undefined,
  field: string,
): { leaf: Leaf; field: string }[] {
  return groupOf(conditions, field).parts.flatMap(({ part, field: at }) =>
    isGroup(part) ? leavesOf(part, at) : [{ leaf: part as Leaf, field: at }],
  );
}

/** Returns what `all`, `any` or `not` holds; a group says nothing else. */
function partOf<Leaf>(conditions: unknown, name: "all" | "any" | "not"): Conditions<Leaf> | undefined {
  if (typeof conditions !== "object" || conditions === null || Object.keys(conditions).length !== 1) {
    return undefined;
  }
  const held = (conditions as Record<string, Conditions<Leaf>>)[name];
  return name === "not" || Array.isArray(held) ? held : undefined;
}
