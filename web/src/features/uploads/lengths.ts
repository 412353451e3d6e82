import { useFormats } from "../../lib/formats";

const MINUTE_MS = 60_000;

/** Returns how lengths of time are written: in seconds, from two minutes on in minutes. */
export function useLength(): (length_ms: number) => string {
  const formats = useFormats();
  return (length_ms) =>
    length_ms < 2 * MINUTE_MS
      ? formats.duration(Math.max(1, Math.round(length_ms / 1_000)), "second")
      : formats.duration(Math.round(length_ms / MINUTE_MS), "minute");
}
