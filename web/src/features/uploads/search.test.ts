import { expect, test } from "vitest";
import { parseImportId, parseUploadSearch } from "./search";

test.each([
  ["a-1_B", "a-1_B"],
  [" a ", "a"],
  ["../etc", undefined],
  ["", undefined],
  [7, undefined],
  ["a".repeat(101), undefined],
])("upload %s", (raw, upload) => {
  expect(parseUploadSearch({ upload: raw })).toEqual({ upload });
});

test.each([
  ["12", 12],
  ["0", undefined],
  ["-1", undefined],
  ["1e3", undefined],
  ["12a", undefined],
  ["9".repeat(16), undefined],
])("import %s", (text, id) => {
  expect(parseImportId(text)).toBe(id);
});
