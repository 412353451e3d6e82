import type { NavigationEntry } from "../lib/manifest";

/** Finds the entry of the menu to which a page belongs: of those that lead to it or above it, the nearest. */
export function entryAt<Entry extends Pick<NavigationEntry, "to">>(
  pathname: string,
  entries: readonly Entry[],
): Entry | undefined {
  const holds = ({ to }: Entry) => pathname === to || (to !== "/" && pathname.startsWith(`${to}/`));
  return entries.filter(holds).sort((a, b) => b.to.length - a.to.length)[0];
}
