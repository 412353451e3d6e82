import { expect, test } from "vitest";
import { jsonText, oneLine, plainText } from "./text";

test.each([
  ["two\n  lines\t", 20, "two lines"],
  // A right-to-left override would show "exe.png" for what ends in "gnp.exe".
  ["invoice\u202egnp.exe", 40, "invoice gnp.exe"],
  ["\u0000\u200b", 10, ""],
  ["abcdef", 4, "abc…"],
  // Characters outside the first plane are not cut in half.
  ["😀😀😀", 2, "😀…"],
])("%j as one line of %i", (text, length_max, expected) => {
  expect(oneLine(text, length_max)).toBe(expected);
});

test("a search ignores accents and case", () => {
  expect(plainText(" Élodie ÇA ")).toBe("elodie ca");
});

test("data as JSON shows the characters that would disguise it", () => {
  expect(jsonText({ a: "x\u202egnp\u0000", b: [1] }, 200)).toBe(
    '{\n  "a": "x\\u202egnp\\u0000",\n  "b": [\n    1\n  ]\n}',
  );
  expect([jsonText("abcdef", 4), jsonText(undefined, 4)]).toEqual(['"ab…', ""]);
});
