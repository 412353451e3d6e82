import { expect, test } from "vitest";
import { parseSearch } from "./addresses";
import { questionAddress } from "./question-address";

const QUESTION = { kind: "trend", series: [{ select: { event: "Order Completed" } }], range: { last: "90d" } };

test("the kind is in the path, and the rest comes back from the search", () => {
  const [path, search] = questionAddress(QUESTION).split("?");
  const { kind, ...rest } = QUESTION;
  expect(path).toBe(`/analyses/${kind}`);
  expect(JSON.parse(parseSearch(search ?? "").q ?? "")).toEqual(rest);
});

test("what is shown beside it is there too, and nothing else", () => {
  const search = questionAddress(QUESTION, { view: "table", saved: undefined, who: "2026-06-03/" }).split("?")[1];
  expect(Object.keys(parseSearch(search ?? ""))).toEqual(["q", "view", "who"]);
});
