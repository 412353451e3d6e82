import { expect, test } from "vitest";
import type { TodayFinding } from "../../api/today";
import { findingRange, findingSentence } from "./sentences";
import { en, fr, plainSpaces } from "./test-tellers";

const FAILED: TodayFinding = {
  look: "payment_failed",
  sort: "peers",
  group: [
    { property: "device", value: "mobile" },
    { property: "payment_method", value: "wallet" },
  ],
  among: [],
  unit: "percent",
  value: { value: 53.4, low: 43.8, high: 62.8, n: 103 },
  others: { value: 5.1, low: 4.2, high: 6.2, n: 2010 },
  counts: "people",
  n_more: 50,
  question: { kind: "rate", rate: "conversion" },
  others_question: { kind: "rate", rate: "conversion", people: {} },
  compare_question: null,
};

function said(finding: Partial<TodayFinding>, teller = fr): string {
  const pieces = findingSentence({ ...FAILED, ...finding }, teller);
  return plainSpaces(pieces.map(({ text }) => text).join(""));
}

/** A look of each sort, in both languages. */
function inAll(finding: Partial<TodayFinding>): string[] {
  return [fr, en].flatMap((teller) => [said(finding, teller), said({ ...finding, sort: "change", group: [] }, teller)]);
}

const PERCENT = { value: 46, low: 38, high: 54, n: 140 };
const OTHERS = { value: 66.7, low: 60, high: 72, n: 260 };

test("a failing payment is told with its group, its numbers, and how many it concerns", () => {
  expect(inAll({})).toEqual([
    "Avec le moyen de paiement portefeuille électronique sur mobile, 53,4 % des personnes ont vu leur paiement échouer, contre 5,1 % ailleurs : environ 50 personnes de plus.",
    "Sur cette période, 53,4 % des personnes ont vu leur paiement échouer, contre 5,1 % dans les périodes précédentes : environ 50 personnes de plus.",
    "With the payment method digital wallet on mobile, 53.4% of people saw their payment fail, against 5.1% elsewhere: about 50 more people.",
    "In this period, 53.4% of people saw their payment fail, against 5.1% in the periods before: about 50 more people.",
  ]);
});

test("promises are told as broken or as kept, as the server measures them", () => {
  const carrier = { group: [{ property: "carrier", value: "Relais Malin" }], counts: "promises" as const, n_more: 1 };
  expect(inAll({ ...carrier, look: "promise_broken" })).toEqual([
    "Avec le transporteur Relais Malin, 53,4 % des promesses arrivées à échéance n’ont pas été tenues, contre 5,1 % ailleurs : environ 1 promesse non tenue de plus.",
    "Sur cette période, 53,4 % des promesses arrivées à échéance n’ont pas été tenues, contre 5,1 % dans les périodes précédentes : environ 1 promesse non tenue de plus.",
    "With the carrier Relais Malin, 53.4% of the promises that fell due were not kept, against 5.1% elsewhere: about 1 more broken promise.",
    "In this period, 53.4% of the promises that fell due were not kept, against 5.1% in the periods before: about 1 more broken promise.",
  ]);
  expect(said({ ...carrier, look: "promise_kept" })).toContain("ont été tenues, contre 5,1 % ailleurs");
});

test("satisfaction is told at its step, with how many satisfied answers are missing", () => {
  const shop = {
    look: "csat",
    group: [{ property: "store", value: "Namur" }],
    among: [{ property: "step", value: "shop" }],
    counts: "answers" as const,
    value: PERCENT,
    others: OTHERS,
    n_more: -29,
  };
  expect(inAll(shop)).toEqual([
    "Dans le magasin Namur, à l’étape « magasin », 46 % des réponses sont « satisfait » ou « très satisfait », contre 66,7 % ailleurs : environ 29 réponses satisfaites de moins.",
    "Sur cette période, à l’étape « magasin », 46 % des réponses sont « satisfait » ou « très satisfait », contre 66,7 % dans les périodes précédentes : environ 29 réponses satisfaites de moins.",
    "In the shop Namur, at the step “shop”, 46% of the answers say satisfied, against 66.7% elsewhere: about 29 fewer satisfied answers.",
    "In this period, at the step “shop”, 46% of the answers say satisfied, against 66.7% in the periods before: about 29 fewer satisfied answers.",
  ]);
});

test("NPS has its sign and no share, ease its scale; nobody is counted for them", () => {
  const nps = { look: "nps", unit: "points" as const, counts: "answers" as const, group: [] };
  expect(said({ ...nps, value: { ...PERCENT, value: -4 }, others: { ...OTHERS, value: 33 } })).toBe(
    "Sur cette période, le NPS est de -4, contre +33 ailleurs.",
  );
  const ces = { look: "ces", unit: "mean" as const, counts: "answers" as const, group: [] };
  expect(said({ ...ces, value: { ...PERCENT, value: 4.1 }, others: { ...OTHERS, value: 5.6 } }, en)).toBe(
    "In this period, ease is rated 4.1 out of 7, against 5.6 elsewhere.",
  );
});

test("every other look has a sentence in both languages", () => {
  const middles = (
    ["reviews", "returned", "long_wait", "call_abandoned", "cart_abandonment", "unresolved"] as const
  ).map((look) => [fr, en].map((teller) => said({ look, group: [] }, teller).split(", ")[1]));
  expect(middles).toEqual([
    ["53,4 % des avis donnent 4 ou 5 sur 5", "53.4% of the reviews give 4 or 5 out of 5"].map(expectStart),
    [
      "53,4 % des personnes qui ont commandé ont renvoyé un article",
      "53.4% of the people who ordered sent something back",
    ].map(expectStart),
    ["53,4 % des personnes ont attendu plus de 10 minutes", "53.4% of people waited more than 10 minutes"].map(
      expectStart,
    ),
    [
      "53,4 % des personnes qui ont appelé ont raccroché avant qu’on leur réponde",
      "53.4% of the people who called hung up before anybody answered",
    ].map(expectStart),
    [
      "53,4 % des personnes qui ont rempli un panier n’ont pas commandé",
      "53.4% of the people who filled a cart did not order",
    ].map(expectStart),
    ["53,4 % des conversations n’ont pas été résolues", "53.4% of the conversations were not resolved"].map(
      expectStart,
    ),
  ]);
});

function expectStart(text: string) {
  return expect.stringMatching(new RegExp(`^${text.replaceAll(".", "\\.")}`));
}

test("a look and a property that this version does not know are told by their names", () => {
  const finding = { look: "late_refund", group: [{ property: "trait:gift", value: true }], n_more: 0 };
  expect(said(finding)).toBe("Avec gift « oui », late refund : 53,4 %, contre 5,1 % sinon.");
});

test("what is so or not so is said as such", () => {
  const finding = { look: "reviews", group: [{ property: "late", value: true }], n_more: 0 };
  expect(said(finding)).toMatch(/^Après une livraison en retard, 53,4 % .*, contre 5,1 % sinon\.$/);
  expect(said(finding, en)).toMatch(/^After a late delivery, 53\.4% .*, against 5\.1% otherwise\.$/);
});

test("the two numbers lead each to its own question, and nothing else is a link", () => {
  const links = findingSentence(FAILED, en).filter(({ question }) => question);
  expect(links).toEqual([
    { text: "53.4%", question: FAILED.question },
    { text: "5.1%", question: FAILED.others_question },
  ]);
});

test("data cannot disguise itself as a number that leads somewhere", () => {
  const group = [{ property: "store", value: "\ue0009 %\ue002\u202eLyon" }];
  const pieces = findingSentence({ ...FAILED, group }, fr);
  expect(pieces.filter(({ question }) => question)).toHaveLength(2);
  expect(pieces[0]?.text).toBe("Dans le magasin 9 % Lyon, ");
});

test("the second line says how exact both are, and of how many", () => {
  expect(plainSpaces(findingRange(FAILED, fr))).toBe(
    "entre 43,8 % et 62,8 % (base : 103 personnes) ; les autres entre 4,2 % et 6,2 % (base : 2 010 personnes)",
  );
  expect(findingRange({ ...FAILED, sort: "change" }, en)).toBe(
    "between 43.8% and 62.8% (base: 103 people); before between 4.2% and 6.2% (base: 2,010 people)",
  );
});
