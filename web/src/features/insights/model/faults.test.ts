import { expect, test } from "vitest";
import { faultsOf } from "./faults";
import type { Question } from "./question";

test.each<[Question, string[]]>([
  [{ kind: "trend", interval: "day", series: [{ select: { event: "A" }, measure: "events" }] }, []],
  [
    { kind: "trend", interval: "day", series: [{ select: { event: "" }, measure: { sum: "" } }] },
    ["series[0].select", "series[0].measure"],
  ],
  [{ kind: "funnel", window: "7d", order: "ordered", steps: [{ event: "A" }] }, ["steps"]],
  [
    {
      kind: "histogram",
      bins: 5,
      property: "",
      select: { event: "A", where: { any: [{ property: "x", op: "=", value: "" }] } },
      range: { from: "2025-02-01", to: "2025-02-01" },
    },
    ["range.to", "select.where.any[0].value", "property"],
  ],
  [
    {
      kind: "audience",
      columns: [],
      people: {
        all: [
          { did: { event: "" }, count: { op: ">=", value: 1 } },
          { trait: "", op: "set" },
        ],
      },
    },
    ["people.all[0].did", "people.all[1].trait"],
  ],
  [{ kind: "sessions", measure: "count", interval: "day", where: { all: [{ property: "x", op: "set" }] } }, []],
])("what is missing is told at its field: %j", (question, fields) => {
  expect(Object.keys(faultsOf(question))).toEqual(fields);
});
