import { expect, test } from "vitest";
import { isUnderWay } from "../../api/mail";
import { parseMailSearch, STATES } from "./search";

test("the address names a state or none", () => {
  expect(STATES.map((state) => parseMailSearch({ state }).state)).toEqual(STATES);
  expect(parseMailSearch({ state: "lost" })).toEqual({ state: undefined });
  expect(parseMailSearch({})).toEqual({ state: undefined });
});

test("what is followed closely is what happens now", () => {
  const now_ms = 1_700_000_000_000;
  expect(isUnderWay({ state: "planned", due_ms: now_ms }, now_ms)).toBe(true);
  expect(isUnderWay({ state: "planned", due_ms: now_ms + 60_000 }, now_ms)).toBe(false);
  expect(isUnderWay({ state: "claimed", due_ms: now_ms + 60_000 }, now_ms)).toBe(true);
  expect(isUnderWay({ state: "sent", due_ms: now_ms }, now_ms)).toBe(false);
});
