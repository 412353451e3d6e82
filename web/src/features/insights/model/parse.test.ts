import { expect, test } from "vitest";
import { defaultQuestion } from "./defaults";
import { KINDS } from "./kind";
import { parseQuestion, writeQuestion } from "./parse";

const VOCABULARY = {
  events: [
    {
      name: "Order Completed",
      count: 9,
      properties: [{ name: "revenue", type: "number" as const, values: [] }],
    },
    { name: "Product Viewed", count: 5, properties: [] },
    {
      name: "Survey Answered",
      count: 2,
      properties: [
        { name: "score", type: "number" as const, values: [] },
        { name: "survey", type: "text" as const, values: ["nps", "csat"] },
      ],
    },
  ],
  traits: [],
  events_read: 16,
  complete: true,
};

test.each(KINDS)("a question of the kind %s is read from its address as it was written", (kind) => {
  const question = defaultQuestion(kind, VOCABULARY);
  const { question: read, kept, lost } = parseQuestion(kind, writeQuestion(question));
  expect([kept, lost]).toEqual([[], []]);
  expect(read).toEqual(question);
});

test("everything that the builder can say survives the address", () => {
  const trend = {
    series: [
      {
        select: { event: "A", where: { any: [{ property: "x", op: "in", value: ["a", 1, true] }] } },
        measure: "people",
      },
      { name: "n", select: { any_event: true }, measure: { p90: "delay" } },
      { select: { events: ["A", "B"] }, measure: { sum: "revenue" } },
    ],
    interval: "week",
    formula: "A / n",
    compare: { previous: "year" },
    range: { from: "2025-01-01", to: "2025-04-01" },
    where: { all: [{ property: "channel", op: "set" }] },
    people: {
      any: [
        { trait: "country", op: "=", value: "FR" },
        { did: { event: "B" }, count: { op: "=", value: 0 }, within: "30d" },
      ],
    },
    breakdown: [{ property: "channel" }, { trait: "city" }],
    limit: 10,
  };
  const funnel = {
    steps: [{ event: "A" }, { event: "B" }, { event: "C" }],
    window: "30m",
    order: "ordered",
    exclude: [{ select: { event: "D" }, between: [1, 3] }],
    optional: [2],
    credit: "every_step",
  };
  for (const [kind, written] of [["trend", trend] as const, ["funnel", funnel] as const]) {
    const { question, lost } = parseQuestion(kind, JSON.stringify(written));
    expect([lost, question]).toEqual([[], { kind, ...written }]);
  }
});

test.each(["{", "[]", "5", "null", '{"series":[{"select":{"ev'])(
  "what is no question at all is said: %s",
  (written) => {
    const { asked, question, unreadable } = parseQuestion("trend", written);
    expect([asked, question, unreadable]).toEqual([undefined, undefined, true]);
  },
);

test("an address without a question is not at fault", () => {
  expect(parseQuestion("trend", undefined).unreadable).toBe(false);
});

test("a score starts on the answers of its own survey", () => {
  const { select, property } = defaultQuestion("score", VOCABULARY);
  expect(property).toBe("score");
  expect(select).toEqual({
    event: "Survey Answered",
    where: { all: [{ property: "survey", op: "=", value: "nps" }] },
  });
});

test("a funnel starts on the steps that the project has", () => {
  expect(defaultQuestion("funnel", VOCABULARY).steps).toEqual([
    { event: "Product Viewed" },
    { event: "Order Completed" },
  ]);
});
