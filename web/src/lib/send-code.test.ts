import { expect, test } from "vitest";
import { curlCommand, SENDERS, sendCode } from "./send-code";

test.each(SENDERS)("%s sends to this origin with this key", (sender) => {
  const code = sendCode(sender, "https://cx.example.org", "wk_1");
  expect([code.includes("https://cx.example.org"), code.includes("wk_1")]).toEqual([true, true]);
});

test("the short command is one line", () => {
  expect(curlCommand("https://cx.example.org", "wk_1")).toBe(
    `curl https://cx.example.org/v1/track -u wk_1: -d '{"userId": "42", "event": "Order Completed"}'`,
  );
});
