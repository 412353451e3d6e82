import { useCallback, useState } from "react";
import { type Draft, parseDraft, writeDraft } from "./draft";

/** One entry, for the upload at hand: what was kept for another one gives way to it. */
const STORAGE_KEY = "boussole.import";

/**
 * Returns what was decided about an upload, and how to change a part of it.
 *
 * It survives a reload, and goes away with the tab: an address cannot hold a whole template.
 */
export function useDraft(upload: string): [Draft, (change: Draft) => void] {
  const [draft, setDraft] = useState(() => parseDraft(read(), upload));
  const changeDraft = useCallback(
    (change: Draft) =>
      setDraft((present) => {
        const next = { ...present, ...change };
        keep(writeDraft(next, upload));
        return next;
      }),
    [upload],
  );
  return [draft, changeDraft];
}

function read(): string | null {
  try {
    return sessionStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function keep(text: string): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, text);
  } catch {
    // A browser that forbids storage, or has no room, only forgets it at a reload.
  }
}
