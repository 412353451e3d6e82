import { expect, test } from "vitest";
import { innerAddress, parseSearch, stringifySearch } from "./addresses";

test.each([
  ["/customers?kind=prospect", "/customers?kind=prospect"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in?from=/", "/"],
  [undefined, "/"],
])("after signing in, %s leads to %s", (address, expected) => {
  expect(innerAddress(address)).toBe(expected);
});

test("values stay texts, and what is empty is left out", () => {
  expect(parseSearch("?search=00123&flag=true&name=%C3%89mile+B")).toEqual({
    search: "00123",
    flag: "true",
    name: "Émile B",
  });
  expect(stringifySearch({ search: "a&b=c", kind: undefined, pages: 2, sort: "" })).toBe("?search=a%26b%3Dc&pages=2");
  expect(stringifySearch({})).toBe("");
});
