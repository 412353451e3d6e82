import { expect, test } from "vitest";
import { entryAt } from "./lit-entry";

const ENTRIES = ["/", "/customers", "/settings", "/settings/sources"].map((to) => ({ to }));

test.each([
  ["/", "/"],
  ["/customers", "/customers"],
  ["/customers/p42", "/customers"],
  ["/customers-of-old", undefined],
  ["/settings/members", "/settings"],
  ["/settings/sources", "/settings/sources"],
  ["/nowhere", undefined],
])("%s belongs to %s", (pathname, to) => {
  expect(entryAt(pathname, ENTRIES)?.to).toBe(to);
});
