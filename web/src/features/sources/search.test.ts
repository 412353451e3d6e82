import { expect, test } from "vitest";
import { parseSourcesSearch } from "./search";

test.each([
  [{}, {}],
  [
    { send: " shop ", with: "python" },
    { send: "shop", with: "python" },
  ],
  // The way at first is not written.
  [{ send: "shop", with: "curl" }, { send: "shop" }],
  [{ send: 7, with: "telegraph" }, {}],
])("the address %j", (raw, expected) => {
  expect(parseSourcesSearch(raw)).toEqual(expected);
});
