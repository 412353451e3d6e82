import { expect, test } from "vitest";
import type { TodayFigure } from "../../api/today";
import { writeShort, writeValue } from "./amounts";
import { baseWords, lagWords } from "./figures";
import { historyWords } from "./history-words";
import { periodName } from "./periods";
import { parseTodaySearch } from "./search";
import { en, fr, plainSpaces } from "./test-tellers";

test("large amounts are short on a card, with the whole one behind", () => {
  const short = ["9999.50", "12345.60", "501430.70", "1234567.00"].map((amount) =>
    [fr, en].map((teller) => plainSpaces(writeShort(amount, "money", teller))),
  );
  expect(short).toEqual([
    ["9 999,50 €", "€9,999.50"],
    ["12,35 k€", "€12.35k"],
    ["501,4 k€", "€501.4k"],
    ["1,235 M€", "€1.235m"],
  ]);
  expect(plainSpaces(writeValue("501430.70", "money", fr))).toBe("501 430,70 €");
});

test("each unit is written as the glossary wants it", () => {
  const written = [
    writeValue(18218, "count", fr),
    writeValue(85.74, "percent", fr),
    writeValue(33.2, "points", fr),
    writeValue(5.6, "mean", fr),
  ];
  expect(written.map(plainSpaces)).toEqual(["18 218", "85,7 %", "+33", "5,6/7"]);
});

test("a period says no more than it needs, and the first of a month as French wants it", () => {
  expect([
    periodName("2026-06-03", "2026-06-30", fr),
    periodName("2026-06-01", "2026-06-28", fr),
    periodName("2025-12-10", "2026-01-06", fr),
    periodName("2026-06-03", "2026-06-30", en),
  ]).toEqual([
    "du 3 au 30 juin 2026",
    "du 1er au 28 juin 2026",
    "du 10 décembre 2025 au 6 janvier 2026",
    "from 3 June to 30 June 2026",
  ]);
});

const REPEAT: TodayFigure = {
  name: "repeat_purchase",
  unit: "percent",
  better: "higher",
  value: { from: "2026-03-05", until: "2026-04-01", value: 24, low: 20, high: 28, n: 380 },
  previous: null,
  year_ago: null,
  history: [
    { from: "2026-01-08", until: "2026-02-04", value: null, low: null, high: null, n: 2 },
    { from: "2026-02-05", until: "2026-03-04", value: 26.5, low: 22, high: 31, n: 300 },
    { from: "2026-03-05", until: "2026-04-01", value: 24, low: 20, high: 28, n: 380 },
  ],
  lag_days: 91,
  within_days: null,
  target: null,
  absent: null,
  needs: "Order Completed",
  audience: null,
  is_small: false,
  question: null,
};

test("a figure that needs time says of whom it is", () => {
  expect(lagWords(REPEAT, fr)).toBe("Clients dont la première commande date du 5 mars au 1er avril 2026");
  expect(lagWords({ ...REPEAT, lag_days: 0 }, fr)).toBeUndefined();
  expect(plainSpaces(baseWords("repeat_purchase", 1380, fr))).toBe("base : 1 380 clients");
});

test("a line is told to those who do not see it; a missing value is left out", () => {
  expect(plainSpaces(historyWords(REPEAT, fr))).toBe(
    "26,5 % du 5 février au 4 mars 2026 ; 24 % du 5 mars au 1er avril 2026 ; au plus bas 24 %, au plus haut 26,5 %.",
  );
});

test("what the address holds is read, and what is wrong is as at first", () => {
  const none = { days: undefined, until: undefined, history: undefined };
  expect(parseTodaySearch({ days: "28", until: "2026-06-30", history: "nps" })).toEqual({
    days: 28,
    until: "2026-06-30",
    history: "nps",
  });
  expect(parseTodaySearch({ days: "29", until: "2026-02-30", history: "<b>" })).toEqual(none);
  expect(parseTodaySearch({})).toEqual(none);
});
