import { expect, test } from "vitest";
import { oneLine, plainText } from "./text";

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
