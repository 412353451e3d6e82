import { expect, test } from "vitest";
import { shownProperties } from "./properties";

test("values of any type become bounded texts", () => {
  const { shown } = shownProperties({ a: 1, b: null, c: { d: [true, "x"] }, e: "y".repeat(5000), f: undefined });
  expect(shown.map(({ name, value }) => `${name}=${value.slice(0, 40)}`)).toEqual([
    "a=1",
    "b=–",
    'c={ "d": [ true, "x" ] }',
    `e=${"y".repeat(40)}`,
    "f=–",
  ]);
  expect(shown.every(({ value }) => value.length <= 2000)).toBe(true);
});

test("more than 200 properties are counted, not shown", () => {
  const many = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`p${index}`, index]));
  const { shown, n_hidden } = shownProperties(many);
  expect([shown.length, n_hidden]).toEqual([200, 50]);
});
