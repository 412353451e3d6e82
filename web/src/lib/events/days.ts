import type { TimelineEvent } from "../../api/people";
import { wallClock } from "../dates";

/** The events of one local day, in the order in which they came. */
export interface HistoryDay {
  /** `2018-08-15`; empty for events whose time cannot be read. */
  day: string;
  events: TimelineEvent[];
}

/** Groups events, which come newest first, by the day on the wall where they happened. */
export function groupByDay(events: readonly TimelineEvent[]): HistoryDay[] {
  const days = new Map<string, TimelineEvent[]>();
  for (const event of events) {
    const day = wallClock(event.local_time)?.day ?? "";
    const present = days.get(day);
    if (present) {
      present.push(event);
    } else {
      days.set(day, [event]);
    }
  }
  return [...days].map(([day, ofDay]) => ({ day, events: ofDay }));
}
