import { expect, test } from "vitest";
import {
  parseCustomerSearch,
  parseListSearch,
  peopleFilter,
  shownColumns,
  sortAfterClick,
  toggledColumns,
  writeColumns,
} from "./search";

test.each([
  [{}, {}],
  [
    { search: "  marie ", kind: "prospect", sort: "-revenue" },
    { search: "marie", kind: "prospect", sort: "-revenue" },
  ],
  // The order at first is not written.
  [{ sort: "-last_seen" }, {}],
  [{ sort: "last_seen" }, { sort: "last_seen" }],
  [{ kind: "robot", sort: "password", pages: "many", columns: "nothing" }, {}],
  [{ pages: "3" }, { pages: 3 }],
  [{ pages: "1" }, {}],
  [{ pages: "100000" }, { pages: 40 }],
  [{ pages: "-4" }, {}],
  // Columns come in the order of the screen; the name is always among them.
  [{ columns: "revenue,email,hack" }, { columns: "name,email,revenue" }],
  [{ columns: "name,email,kind,orders,revenue,last_seen,first_seen" }, {}],
  [{ search: "x".repeat(500) }, { search: "x".repeat(100) }],
])("the address %j", (raw, expected) => {
  expect(parseListSearch(raw)).toEqual(expected);
});

test("the state of an address, written and read again, is the same", () => {
  const state = parseListSearch({ search: "é", kind: "customer", sort: "name", columns: "name,place", pages: "2" });
  expect(parseListSearch(state as Record<string, unknown>)).toEqual(state);
});

test.each([
  [{}, "last_seen", "last_seen"],
  [{ sort: "last_seen" }, "last_seen", undefined],
  [{}, "revenue", "-revenue"],
  [{ sort: "-revenue" }, "revenue", "revenue"],
  [{}, "name", "name"],
  [{ sort: "name" }, "name", "-name"],
] as const)("sorted by %j, a click on %s", (search, column, expected) => {
  expect(sortAfterClick(search, column)).toBe(expected);
});

test("the server is always told the order", () => {
  expect(peopleFilter({ pages: 3, columns: "name,place" })).toEqual({ sort: "-last_seen" });
});

test("columns at first are seven", () => {
  expect([shownColumns({}).length, writeColumns(shownColumns({}))]).toEqual([7, undefined]);
});

test("a column is shown and hidden, and somebody is always told by more than the name", () => {
  expect(toggledColumns({ columns: "name,place" }, "email")).toBe("name,email,place");
  expect(toggledColumns({ columns: "name,email,place" }, "email")).toBe("name,place");
  expect(toggledColumns({ columns: "name,place" }, "place")).toBe("name,place");
});

test("the history is filtered by any name", () => {
  expect(parseCustomerSearch({ event: " Order Completed " })).toEqual({ event: "Order Completed" });
  expect(parseCustomerSearch({ event: "" })).toEqual({ event: undefined });
});
