import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../api/session";
import type { NavigationEntry } from "../lib/manifest";
import { manifests } from "./manifests";

const ENTRIES: readonly NavigationEntry[] = manifests.flatMap((manifest) => manifest.navigation);
const OF_A_PART = ENTRIES.filter((entry) => !entry.ofWholeProject);

/** The entries of the menu, in its order; what the member may not see is not offered. */
export function useEntries(): readonly NavigationEntry[] {
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  return session?.member.is_limited ? OF_A_PART : ENTRIES;
}
