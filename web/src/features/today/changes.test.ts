import { expect, test } from "vitest";
import type { TodayFigure, TodayValue } from "../../api/today";
import { changeOf, changeWords } from "./changes";
import { targetProgress } from "./targets";
import { en, fr, plainSpaces } from "./test-tellers";

function at(value: TodayValue["value"], half?: number, n: number | null = half === undefined ? null : 400): TodayValue {
  const number = Number(value);
  const ends = half === undefined ? { low: null, high: null } : { low: number - half, high: number + half };
  return { from: "2026-06-03", until: "2026-06-30", value, ...ends, n };
}

function figure(value: TodayValue, more: Partial<TodayFigure> = {}): TodayFigure {
  const none = {
    previous: null,
    year_ago: null,
    history: [],
    lag_days: 0,
    within_days: null,
    target: null,
    absent: null,
    needs: "Order Completed",
    audience: null,
    question: null,
  };
  return { name: "x", unit: "count", better: "higher", value, is_small: false, ...none, ...more };
}

function words(now: TodayFigure, before: TodayValue, teller = fr): string | undefined {
  const change = changeOf(now, before);
  return change && plainSpaces(changeWords(change, now.unit, teller));
}

test("counts and amounts change in per cent, shares and NPS in points, ease in its own unit", () => {
  const percent = { unit: "percent" } as const;
  expect([
    words(figure(at(1234)), at(1200)),
    words(figure(at("501430.70"), { unit: "money" }), at("622451.90")),
    words(figure(at(92, 1), percent), at(88, 1)),
    words(figure(at(92, 1), percent), at(93, 0.1)),
    words(figure(at(33, 2), { unit: "points" }), at(25, 2)),
    words(figure(at(5.9, 0.1), { unit: "mean" }), at(5.4, 0.1), en),
  ]).toEqual([
    "+2,8 %, mieux",
    "-19,4 %, moins bien",
    "+4 pts, mieux",
    "-1 pt, dans la marge d’erreur",
    "+8 pts, mieux",
    "+0.5, better",
  ]);
});

test("more of what should be low is worse", () => {
  const rate = figure(at(6.4, 0.1), { unit: "percent", better: "lower" });
  expect(words(rate, at(5.1, 0.1), en)).toBe("+1.3 pts, worse");
  expect(changeOf(rate, at(7, 0.1))).toMatchObject({ direction: "down", judgement: "better" });
});

test("a change within the margin of error is not judged", () => {
  expect(words(figure(at(72, 5), { unit: "percent" }), at(68, 5), en)).toBe("+4 pts, within the margin of error");
  // The intervals overlap, and the difference is clear all the same: 4.5 against the root of 3² + 3².
  expect(changeOf(figure(at(72.5, 3), { unit: "percent" }), at(68, 3))?.judgement).toBe("better");
});

test("what is written as the same is unchanged", () => {
  expect(words(figure(at(10_000)), at(10_004), en)).toBe("unchanged");
  expect(words(figure(at(33.3, 0.1), { unit: "points" }), at(32.9, 0.1), en)).toBe("unchanged");
});

test("a small sample is never compared, nor what is missing", () => {
  const small = figure(at(72, 1, 29), { unit: "percent", is_small: true });
  expect(changeOf(small, at(40, 1))).toBeUndefined();
  expect(changeOf(figure(at(72, 1), { unit: "percent" }), at(40, 1, 29))).toBeUndefined();
  expect(changeOf(figure(at(null)), at(3))).toBeUndefined();
  expect(changeOf(figure(at(3)), null)).toBeUndefined();
});

test("nothing before gives no per cent", () => {
  expect(words(figure(at(7)), at(0))).toBe("aucun avant, mieux");
});

function progress(now: TodayFigure, target: number, teller = fr): string {
  const found = targetProgress({ ...now, target: { value: target } }, teller);
  return found ? plainSpaces(found.words) : "";
}

test("the way to a target is said in the unit of the figure", () => {
  const percent = { unit: "percent" } as const;
  expect([
    progress(figure(at(91), percent), 95),
    progress(figure(at(94), percent), 95),
    progress(figure(at(95), percent), 95),
    progress(figure(at(6.2), { ...percent, better: "lower" }), 5),
    progress(figure(at(4.9), { ...percent, better: "lower" }), 5),
    progress(figure(at(31), { unit: "points" }), 40),
    progress(figure(at(5.4), { unit: "mean" }), 6),
    progress(figure(at("90000.00"), { unit: "money" }), 100_000),
    progress(figure(at(91), percent), 95, en),
  ]).toEqual([
    "4 pts sous l’objectif de 95 %",
    "1 pt sous l’objectif de 95 %",
    "Objectif de 95 % atteint",
    "1,2 pt au-dessus de l’objectif de 5 %",
    "Objectif de 5 % atteint",
    "9 pts sous l’objectif de +40",
    "0,6 sous l’objectif de 6/7",
    "10 % sous l’objectif de 100 000,00 €",
    "4 pts under the target of 95%",
  ]);
  expect(targetProgress(figure(at(91), percent), fr)).toBeUndefined();
});
