import { expect, test } from "vitest";
import { groupByDay } from "./days";

function event(seq: number, local_time: string) {
  return { seq, local_time, time: "", event: "Page Viewed", source: "web", session: null, properties: {} };
}

test("events are grouped by the day on the wall where they happened", () => {
  const days = groupByDay([
    event(4, "2018-08-16T00:10:00+02:00"),
    event(3, "2018-08-15T23:50:00+02:00"),
    event(2, "2018-08-15T23:50:00-03:00"),
    event(1, "nonsense"),
  ]);
  expect(days.map(({ day, events }) => [day, events.map(({ seq }) => seq)])).toEqual([
    ["2018-08-16", [4]],
    ["2018-08-15", [3, 2]],
    ["", [1]],
  ]);
});
