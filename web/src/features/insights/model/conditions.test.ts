import { expect, test } from "vitest";
import { conditionsOf, groupOf, leavesOf } from "./conditions";

const [a, b] = [{ property: "a" }, { property: "b" }];

test.each([
  ["a single condition", a, "all", ["where"]],
  ["conditions that all hold", { all: [a, b] }, "all", ["where.all[0]", "where.all[1]"]],
  ["conditions of which one holds", { any: [a, b] }, "any", ["where.any[0]", "where.any[1]"]],
  ["a condition turned round", { not: a }, "none", ["where.not"]],
  ["conditions of which none holds", { not: { any: [a, b] } }, "none", ["where.not.any[0]", "where.not.any[1]"]],
  ["conditions that do not all hold", { not: { all: [a, b] } }, "not_all", ["where.not.all[0]", "where.not.all[1]"]],
])("%s is read as a group, each part at the field that the server names", (_, conditions, join, fields) => {
  const group = groupOf<unknown>(conditions, "where");
  expect(group.join).toBe(join);
  expect(group.parts.map(({ field }) => field)).toEqual(fields);
  const written = conditionsOf(
    group.join,
    group.parts.map(({ part }) => part),
  );
  expect(written).toEqual(conditions === a ? { all: [a] } : conditions);
});

test("conditions within conditions are found at their fields", () => {
  const nested = { all: [a, { any: [b, { not: { not: a } }] }] };
  expect(leavesOf<unknown>(nested, "where").map(({ field }) => field)).toEqual([
    "where.all[0]",
    "where.all[1].any[0]",
    "where.all[1].any[1].not.not",
  ]);
});

test("a group without conditions says nothing", () => {
  expect(conditionsOf("any", [])).toBeUndefined();
});
