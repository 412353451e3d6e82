import { expect, test } from "vitest";
import { faultsOf } from "./faults";
import { parseKind } from "./kind";
import { parseQuestion, writeQuestion } from "./parse";
import { pathName } from "./part-path";

const range = { from: "2025-06-04", to: "2026-07-01" };
const interval = { every: "28d", from: "day" };
const mobile = { property: "device", op: "=", value: "mobile" };
const wallet = { property: "payment_method", op: "=", value: "wallet" };
const nps = { property: "survey", op: "matches", value: "\\bnps\\b", fold: true };
const kept = { not: { property: "status", op: "matches", value: "^(cancel|annul|unavailable)", fold: true } };
const survey = { event: "Survey Answered", where: nps };

/** Questions that are wholly editable, in the JSON in which a link or the API may write them. */
const EDITABLE: [string, object][] = [
  [
    "trend",
    {
      series: [{ name: "orders", select: { event: "Order Completed", where: kept }, measure: "events" }],
      interval,
      range,
    },
  ],
  [
    "trend",
    {
      series: [
        { name: "A", select: { events: ["Order Completed", "Order Refunded"] }, measure: { sum: "revenue" } },
        { name: "B", select: { event: "Order Refunded" }, measure: { sum: "revenue" } },
      ],
      formula: "A - B",
      interval: "all",
      people: { did: { event: "Order Completed" } },
    },
  ],
  [
    "trend",
    {
      series: [{ select: { any_event: true } }],
      where: { any: [{ all: [mobile, wallet] }, { not: { any: [mobile] } }] },
    },
  ],
  [
    "rate",
    {
      rate: "conversion",
      start: { event: "Payment Info Entered", where: { all: [mobile, wallet] } },
      goal: {
        event: "Payment Failed",
        where: {
          any: [
            { ...mobile, op: "!=" },
            { ...wallet, op: "!=" },
          ],
        },
      },
      interval: "all",
    },
  ],
  [
    "rate",
    { rate: "conversion", unit: "session", gap: "45m", breakdown: [{ property: "device" }, { trait: "country" }] },
  ],
  [
    "rate",
    { rate: "promise_kept", promise: { event: "Promise Made", where: { property: "carrier", op: "=", value: "R" } } },
  ],
  ["rate", { rate: "repeat_purchase", within: "90d", interval, range, breakdown: [{ property: "channel" }] }],
  ["rate", { rate: "return", interval: { every: "91d" } }],
  ["rate", { rate: "churn", active: { event: "Order Completed" }, within: "52w" }],
  ["rate", { rate: "retention", interval: "quarter" }],
  ["rate", { rate: "cart_abandonment", interval: { every: "7d", from: "range" } }],
  ["rate", { rate: "resolution" }],
  ["score", { score: "nps", select: survey, property: "score", interval: "all" }],
  [
    "score",
    { score: "csat", select: { ...survey, where: { all: [nps, mobile] } }, property: "score", interval, range },
  ],
  ["score", { score: "ces", select: { event: "Survey Answered" }, property: "score" }],
  ["audience", { people: { did: { event: "Order Completed" }, count: { op: ">=", value: 1 }, within: "365d" }, range }],
  [
    "audience",
    {
      people: {
        all: [
          { sum: { property: "revenue" }, of: { event: "Order Completed" }, op: ">", value: 200.5, within: "range" },
          {
            not: {
              any: [
                { did: { event: "A" }, range },
                { trait: "country", op: "in", value: ["FR", "BE"] },
              ],
            },
          },
        ],
      },
      columns: ["events"],
    },
  ],
  ["funnel", { steps: [{ event: "A" }, { event: "B" }], window: "7d", order: "any" }],
  ["retention", { start: { event: "A" }, return: { any_event: true }, interval: "day", brackets: [1, 3, 7] }],
  ["paths", { from: "session_start", steps: "event", complete: false, collapse_repeats: true }],
  ["sessions", { interval: { every: "364d", from: "day" } }],
  ["histogram", { select: { event: "A" }, property: "revenue", bins: [0, 10.5, 50] }],
  [
    "histogram",
    {
      select: { event: "A" },
      property: "revenue",
      range: { from: "2025-01-01T00:00:00Z", to: "2025-02-01T12:00:00Z" },
    },
  ],
];

function parsed(kind: string, written: object) {
  const known = parseKind(kind);
  if (!known) {
    throw new Error("the kind is one that can be asked");
  }
  const read = parseQuestion(known, JSON.stringify(written));
  return {
    ...read,
    names: { kept: read.kept.map(({ path }) => pathName(path)), lost: read.lost.map(({ path }) => pathName(path)) },
  };
}

test.each(EDITABLE)("a question about %s comes out of the builder as it went in: %j", (kind, written) => {
  const { asked, question, names } = parsed(kind, written);
  expect(names).toEqual({ kept: [], lost: [] });
  expect(question).toEqual({ ...written, kind });
  expect(asked).toEqual({ ...written, kind });
  expect(question && JSON.parse(writeQuestion(question))).toEqual(written);
  expect(question && faultsOf(question)).toEqual({});
});

test.each<[string, object, string[]]>([
  ["trend", { series: [{ select: { event: "A" } }], timezone: "Asia/Tokyo", unit: "person" }, ["timezone", "unit"]],
  ["trend", { series: [{ select: { event: "A" }, smooth: 3 }] }, ["series[0].smooth"]],
  ["rate", { rate: "return", key: "order_number", amount: "total" }, ["key", "amount"]],
  ["audience", { cursor: null }, ["cursor"]],
  ["funnel", { steps: [{ event: "A" }, { event: "B" }], window: "7d", trend: interval }, ["trend"]],
  ["rate", { rate: "conversion", within: "7d" }, ["within"]],
  ["paths", { breakdown: [{ property: "device" }] }, ["breakdown"]],
  ["histogram", { select: { event: "A", where: { ...mobile, zone: 1 } }, property: "x" }, ["select.where.zone"]],
])("a field of %s that the builder does not know stays, and is named: %j", (kind, written, fields) => {
  const { question, names } = parsed(kind, written);
  expect(names).toEqual({ kept: fields, lost: [] });
  expect(question && JSON.parse(writeQuestion(question))).toEqual(written);
});

test("a condition that the builder does not know stays where it is", () => {
  const written = { people: { any: [{ segment: "vip" }, { trait: "country", op: "=", value: "FR" }] } };
  const { question, names } = parsed("audience", written);
  expect(names).toEqual({ kept: [], lost: [] });
  expect(question && JSON.parse(writeQuestion(question))).toEqual(written);
  expect(question && faultsOf(question)).toEqual({});
});

test("conditions may be nested as deep as the server reads them", () => {
  let where: object = mobile;
  for (let depth = 0; depth < 40; depth += 1) {
    where = { all: [where] };
  }
  const written = { series: [{ select: { event: "A", where } }] };
  const { question, names } = parsed("trend", written);
  expect(names.lost).toEqual([]);
  expect(question && JSON.parse(writeQuestion(question))).toEqual(written);
});

test.each<[string, object, string[], object | undefined]>([
  [
    "trend",
    { series: [{ select: { event: "A" } }], interval: { every: 7 } },
    ["interval"],
    { series: [{ select: { event: "A" } }] },
  ],
  ["trend", { series: [{ select: { event: 5 } }] }, ["series[0].select", "series[0]", "series"], undefined],
  [
    "trend",
    { series: [{ select: { event: "A" } }], breakdown: [{ segment: ["a"] }] },
    ["breakdown[0]"],
    { series: [{ select: { event: "A" } }], breakdown: [] },
  ],
  ["rate", { rate: "happiness", range }, ["rate"], undefined],
])("what the builder cannot read of %s is asked all the same: %j", (kind, written, lost, without) => {
  const { asked, question, names } = parsed(kind, written);
  expect(asked).toEqual({ ...written, kind });
  expect(names.lost).toEqual(expect.arrayContaining(lost));
  expect(question).toEqual(without && { ...without, kind });
});
