import { expect, test } from "vitest";
import type { LiveEvent } from "../../api/live-events";
import { countSince, mergePage, type Stream } from "./stream";

function event(name: string): LiveEvent {
  return {
    received_ms: 0,
    source: { id: "shop", name: "Shop" },
    type: "track",
    event: name,
    message_id: null,
    identifiers: [],
    outcome: "accepted",
    code: null,
    message: null,
    field: null,
    hint: null,
    person: null,
  };
}

function page(names: string, cursor: string, skipped = false) {
  return { items: names.split(" ").filter(Boolean).map(event), cursor, skipped };
}

/** Writes a stream as names with their numbers; a bar stands for a gap. */
function told({ rows, gapOnTop }: Stream): string {
  const names = rows.map(({ event, seq, gapBelow }) => `${event.event}${seq}${gapBelow ? " |" : ""}`);
  return [...(gapOnTop ? ["|"] : []), ...names].join(" ");
}

test("what is new comes on top, and rows keep their numbers", () => {
  const first = mergePage(undefined, page("b a", "1.2"));
  expect(told(first)).toBe("b2 a1");
  const second = mergePage(first, page("d c", "1.4"));
  expect([told(second), second.cursor]).toEqual(["d4 c3 b2 a1", "1.4"]);
  // Rows that stay are the same objects: they are not drawn again.
  expect(second.rows[2]).toBe(first.rows[0]);
});

test("when nothing is new, nothing changes but the cursor", () => {
  const first = mergePage(undefined, page("a", "1.1"));
  expect(mergePage(first, page("", "1.1"))).toBe(first);
  const later = mergePage(first, page("", "1.5"));
  expect([later.cursor, later.rows]).toEqual(["1.5", first.rows]);
});

test("the oldest are let go, and still counted", () => {
  const full = mergePage(mergePage(undefined, page("b a", "1.2"), 3), page("d c", "1.4"), 3);
  expect([told(full), full.n_received]).toEqual(["d4 c3 b2", 4]);
  const endless = mergePage(undefined, page("x ".repeat(900), "1.900"));
  expect([endless.rows.length, endless.n_received]).toEqual([500, 900]);
});

test("a gap stays where it was", () => {
  const first = mergePage(undefined, page("a", "1.1"));
  const second = mergePage(first, page("z y", "1.900", true));
  expect(told(second)).toBe("z3 y2 | a1");
  expect(told(mergePage(second, page("last", "1.901")))).toBe("last4 z3 y2 | a1");
});

test("a gap without anything new waits for what is new", () => {
  const first = mergePage(undefined, page("a", "1.1"));
  const second = mergePage(first, page("", "2.0", true));
  expect(told(second)).toBe("| a1");
  const third = mergePage(second, page("", "2.0"));
  expect(told(third)).toBe("| a1");
  expect(told(mergePage(third, page("b", "2.1")))).toBe("b2 | a1");
});

test("what arrives while the stream is held is counted", () => {
  const held = mergePage(undefined, page("a", "1.1"), 2);
  const now = mergePage(mergePage(held, page("c b", "1.3"), 2), page("d", "1.4"), 2);
  expect([countSince(held, held), countSince(held, now)]).toEqual([0, 3]);
});
