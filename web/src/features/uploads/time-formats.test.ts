import { expect, test } from "vitest";
import { exampleOf, exampleOfAll, TIME_FORMAT_CHOICES, timeFormatsKey } from "./time-formats";

test.each([
  ["%d/%m/%Y", "31/12/2025"],
  ["iso", "2025-12-31"],
  ["%m/%d/%Y %I:%M %p", "12/31/2025 02:30 PM"],
  ["%Y-%m-%dT%H:%M:%S%:z", "2025-12-31T14:30:05+0100"],
  ["%F %T", "2025-12-31 14:30:05"],
  ["week %V of %G", "week %V of %G"],
])("%s is shown as %s", (format, example) => {
  expect(exampleOf(format)).toBe(example);
});

test("each way is shown by its plainest example, and none twice", () => {
  const examples = TIME_FORMAT_CHOICES.map(({ formats }) => `${exampleOfAll(formats)} ${formats[0]}`);
  expect(new Set(examples).size).toBe(TIME_FORMAT_CHOICES.length);
  expect(exampleOfAll(["%d/%m/%Y %H:%M", "%d/%m/%Y"])).toBe("31/12/2025");
  expect(timeFormatsKey(undefined)).toBe("");
});
