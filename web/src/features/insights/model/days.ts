const DAY_MS = 24 * 3_600_000;

/** Returns the day after a calendar day such as `2026-11-22`. */
export function dayAfter(day: string): string {
  return moved(day, DAY_MS);
}

/** Returns the day before a calendar day. */
export function dayBefore(day: string): string {
  return moved(day, -DAY_MS);
}

function moved(day: string, by_ms: number): string {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? day : new Date(time + by_ms).toISOString().slice(0, 10);
}
