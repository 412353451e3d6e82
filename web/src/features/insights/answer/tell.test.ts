import { setupI18n } from "@lingui/core";
import { expect, test } from "vitest";
import type { Answer, Meta } from "../../../api/answers";
import { messages as events } from "../../../lib/events/locales/fr.po";
import { makeFormats } from "../../../lib/formats";
import { messages as everywhere } from "../../../locales/fr.po";
import { messages as insights } from "../locales/fr.po";
import type { Question } from "../model/question";
import { sheetCsv } from "./csv";
import { tell } from "./tell";

const META: Meta = {
  events_scanned: 10,
  people_scanned: 5,
  timezone: "Europe/Paris",
  range: { from: "2025-01-01T00:00:00Z", to: "2025-04-01T00:00:00Z" },
  as_of: "2025-04-01T00:00:00Z",
  warnings: [],
};
const VOCABULARY = { events: [], traits: [], events_read: 0, complete: true };
const i18n = setupI18n({ locale: "fr", messages: { fr: { ...everywhere, ...events, ...insights } } });
const teller = { i18n, formats: makeFormats("fr-FR", "Europe/Paris", "EUR") };

function told(answer: Answer, question: Question) {
  const found = tell(answer, question, VOCABULARY, teller);
  if (!found) {
    throw new Error("the answer is told");
  }
  return { ...found, finding: found.finding.replaceAll(/[\u00a0\u2009\u202f]/g, " ") };
}

const BUCKETS = { meta: META, buckets: ["2025-01-01", "2025-02-01", "2025-03-01"], partial: [true, false, true] };

test("a score says its range and its base, of the last month that is whole", () => {
  const value = (n: number, score: number) => ({ n, value: score, low: score - 10, high: score + 9, distribution: {} });
  const answer: Answer = {
    kind: "score",
    score: "nps",
    ...BUCKETS,
    groups: [{ group: {}, drill: "t", values: [value(400, 50), value(153, -12.4), value(4, 90)] }],
  };
  const question: Question = {
    kind: "score",
    score: "nps",
    select: { event: "S" },
    property: "score",
    interval: "month",
  };
  const { finding, sheet } = told(answer, question);
  expect(finding).toBe("Février 2025 : NPS -12 (entre -22 et -3 ; base : 153 réponses)");
  // Four answers are hidden, and their number is not.
  expect(sheet.rows[2]?.cells.slice(1, 5).map(({ value: shown }) => shown)).toEqual([null, null, null, 4]);
});

test("a small base is said and marked", () => {
  const value = (n: number) => ({
    value: 50,
    low: 30,
    high: 70,
    numerator: n / 2,
    denominator: n,
    left_out: {},
    parts: {},
  });
  const answer: Answer = {
    kind: "rate",
    rate: "conversion",
    definition: {},
    ...BUCKETS,
    groups: [{ group: {}, drill: "t", values: [value(100), value(20), value(40)] }],
  };
  const { finding, notes, sheet, chart } = told(answer, { kind: "rate", rate: "conversion", interval: "month" });
  expect(finding).toBe("Février 2025 : Taux de conversion 50 % (entre 30 % et 70 % ; base : 20)");
  expect(notes[0]).toMatch(/^Base faible/);
  expect(sheet.rows.map(({ small }) => small)).toEqual([false, true, false]);
  expect(chart?.series[0]?.small).toEqual([false, true, false]);
});

test("a funnel says the share of all steps and the largest loss, and leads to who dropped out", () => {
  const step = (number: number, people: number, before: number) => ({
    step: number,
    event: `E${number}`,
    optional: false,
    people,
    from_first: people / 1000,
    from_previous: people / before,
    seconds_p50: number === 1 ? null : 90,
    seconds_p90: null,
  });
  const answer: Answer = {
    kind: "funnel",
    meta: META,
    groups: [{ group: {}, drill: "t", steps: [step(1, 1000, 1000), step(2, 300, 1000), step(3, 41, 300)] }],
  };
  const steps = ["Product Viewed", "Product Added", "Order Completed"].map((event) => ({ event }));
  const { finding, sheet } = told(answer, { kind: "funnel", steps, window: "7d", order: "ordered" });
  expect(finding).toBe(
    "4,1 % des personnes passées par « Fiche produit vue » ont atteint « Commande passée » en 7 jours. " +
      "La plus forte perte est avant « Produit ajouté au panier » : 700 personnes.",
  );
  expect(sheet.rows[1]?.cells[4]?.who).toMatchObject({
    n_people: 700,
    request: { drill: "t", at: { step: 2, outcome: "dropped" } },
  });
});

test("a retention curve counts the periods that are over, and a cohort of a handful has no share", () => {
  const answer: Answer = {
    kind: "retention",
    meta: META,
    cohorts: [
      {
        start: "2025-01-01",
        group: {},
        drill: "a",
        people: 100,
        returned: [100, 30, 10],
        partial: [false, false, true],
      },
      { start: "2025-02-01", group: {}, drill: "b", people: 300, returned: [300, 30], partial: [false, false] },
      { start: "2025-03-01", group: {}, drill: "c", people: 4, returned: [4], partial: [true] },
    ],
  };
  const event = { event: "Order Completed" };
  const question: Question = {
    kind: "retention",
    start: event,
    return: event,
    interval: "month",
    mode: "on",
    cohort: "first_in_range",
  };
  const { finding, sheet } = told(answer, question);
  expect(finding).toBe("15 % reviennent (mois +1 ; base : 404 personnes).");
  expect(sheet.rows[2]?.cells.map(({ value }) => value)).toEqual(["2025-03-01", 4, null, null, null]);
});

test("a file has decimal commas, per cent in the head, and days as they are", () => {
  const value = (share: number) => ({
    value: share,
    low: null,
    high: null,
    numerator: 1,
    denominator: 99,
    left_out: {},
    parts: {},
  });
  const answer: Answer = {
    kind: "rate",
    rate: "conversion",
    definition: {},
    ...BUCKETS,
    groups: [{ group: {}, values: [value(12.345), value(50), value(0)] }],
  };
  const { sheet } = told(answer, { kind: "rate", rate: "conversion", interval: "month" });
  expect(sheetCsv(sheet, "fr-FR").split("\r\n").slice(0, 2)).toEqual([
    "\ufeffPériode;Taux de conversion (%);Base;Dont",
    "2025-01-01;12,345;99;1",
  ]);
});

test("one value for the whole period is told with its range, its base, and who is behind it", () => {
  const value = { value: 4.4, low: 3.8, high: 5.2, numerator: 134, denominator: 3047, left_out: {}, parts: {} };
  const answer: Answer = {
    kind: "rate",
    rate: "conversion",
    definition: {},
    meta: META,
    buckets: ["2025-01-01"],
    partial: [true],
    groups: [
      { group: { device: "mobile" }, drill: "a", values: [value] },
      {
        group: { device: "tablet" },
        drill: "b",
        values: [{ ...value, value: 25, low: 8.9, high: 53.2, denominator: 12 }],
      },
    ],
  };
  const { finding, figures, chart } = told(answer, { kind: "rate", rate: "conversion", interval: "all" });
  expect(finding).toBe("Toute la période · mobile : Taux de conversion 4,4 % (entre 3,8 % et 5,2 % ; base : 3 047)");
  expect(chart).toBeUndefined();
  expect(figures?.map(({ name, small, place }) => [name, small, place?.high.toFixed(3)])).toEqual([
    ["mobile", false, "0.098"],
    ["tablet", true, "1.000"],
  ]);
  expect(figures?.[0]?.facts.map(({ name, who }) => [name, who?.n_people, who?.request.at])).toEqual([
    ["Base", 3047, { bucket: "2025-01-01", outcome: "denominator" }],
    ["Dont", 134, { bucket: "2025-01-01", outcome: "numerator" }],
  ]);
});

test("what is computed from curves is what is told, in their unit", () => {
  const select = { event: "Order Completed" };
  const answer: Answer = {
    kind: "trend",
    meta: META,
    buckets: ["2025-01-01", "2025-01-29", "2025-02-26"],
    partial: [false, false, true],
    series: [
      { name: "A", group: {}, values: [10, 20, 5] },
      { name: "B", group: {}, values: [1, 5, 5] },
      { name: "A - B", group: {}, values: [9, 15, 0] },
    ],
  };
  const question: Question = {
    kind: "trend",
    series: [{ select }, { select: { events: ["Order Completed", "Order Refunded"] } }],
    formula: "A - B",
    interval: { every: "28d", from: "day" },
  };
  const { finding, sheet, chart } = told(answer, question);
  expect(finding).toBe(
    "A - B : 24 sur la période ; 15 pour la période 29 janvier – 25 février 2025, +67 % par rapport à la période précédente.",
  );
  expect(sheet.rows.map(({ partial }) => partial)).toEqual([false, false, true]);
  expect(chart?.titles[0]).toBe("1er–28 janvier 2025");
});

test("days that are joined are called by the first and the last of them", () => {
  const answer: Answer = {
    kind: "retention",
    meta: META,
    brackets: ["0", "1-2", "3+"],
    cohorts: [{ start: "2025-01-01", group: {}, people: 100, returned: [100, 30, 10], partial: [false, false, true] }],
  };
  const event = { event: "Order Completed" };
  const question: Question = { kind: "retention", start: event, return: event, interval: "day", brackets: [1, 3] };
  const { finding, sheet } = told(answer, question);
  expect(finding).toBe("30 % reviennent (jour 1–2 ; base : 100 personnes).");
  expect(sheet.columns.slice(2).map(({ name }) => name)).toEqual(["0", "1–2", "3+"]);
});
