import { type I18n, setupI18n } from "@lingui/core";
import { expect, test } from "vitest";
import { makeFormats } from "../formats";
import { messages as english } from "./locales/en.po";
import { messages as french } from "./locales/fr.po";
import { familyOf, tellEvent } from "./tell";

const en = setupI18n({ locale: "en", messages: { en: english } });
const fr = setupI18n({ locale: "fr", messages: { fr: french } });

/** Writes an event as the history shows it: sentence, stars, facts, the customer's words, and a sign of trouble. */
function line(
  i18n: I18n,
  event: string,
  properties: Record<string, unknown>,
  time = "2018-08-30T12:00:00.000Z",
): string {
  const formats = makeFormats(i18n.locale === "fr" ? "fr-FR" : "en-GB", "America/Sao_Paulo", "BRL");
  const told = tellEvent({ event, time, local_time: time.replace("Z", "-03:00"), properties }, i18n, formats);
  const stars = "★".repeat(told.stars ?? 0);
  const parts = [
    told.title,
    stars,
    told.alarm,
    ...told.details,
    told.quote ? `« ${told.quote} »` : "",
    told.trouble ? "!" : "",
  ];
  return parts
    .filter(Boolean)
    .join(" | ")
    .replace(/[\u00a0\u202f]/g, "_");
}

test.each([
  ["Order Completed", {}, "Order placed", "Commande passée"],
  [
    "Order Completed",
    { order_id: "A-7", revenue: "1234.50", currency: "EUR", products: [{ quantity: 2 }, {}] },
    "Order A-7 placed | 3 items | €1,234.50",
    "Commande A-7 passée | 3 articles | 1_234,50_€",
  ],
  // Without a currency of its own, the amount is in that of the project.
  ["Order Completed", { order_id: 7, revenue: 12.4 }, "Order 7 placed | R$12.40", "Commande 7 passée | 12,40_R$"],
  [
    "Order Approved",
    { order_id: "e481f51cbdc54678b7cc49136f2d6af7" },
    "Payment of order e481f51cbdc… accepted",
    "Paiement de la commande e481f51cbdc… accepté",
  ],
  ["Order Shipped", { order_id: "A-7" }, "Order A-7 shipped", "Commande A-7 expédiée"],
  ["Order Delivered", { order_id: "A-7", late: false }, "Order A-7 delivered", "Commande A-7 livrée"],
  ["Order Delivered", { late: true }, "Order delivered | late | !", "Commande livrée | en retard | !"],
  ["Order Delivered", { days_late: 1 }, "Order delivered | 1 day late | !", "Commande livrée | 1 jour de retard | !"],
  // Late by the time at which the promised day ended.
  [
    "Order Delivered",
    { due_at: "2018-08-28T03:00:00Z" },
    "Order delivered | 3 days late | !",
    "Commande livrée | 3 jours de retard | !",
  ],
  ["Order Delivered", { due_at: "2018-09-01T03:00:00Z" }, "Order delivered", "Commande livrée"],
  // Late by the calendar: promised for the 28th, and it is the 30th.
  [
    "Order Delivered",
    { promised_on: "2018-08-28", late: true },
    "Order delivered | 2 days late | !",
    "Commande livrée | 2 jours de retard | !",
  ],
  ["Order Delivered", { promised_on: "2018-08-30", late: false }, "Order delivered", "Commande livrée"],
  [
    "Promise Made",
    { promised_on: "2018-08-31", due_at: "2018-09-01T03:00:00Z" },
    "Delivery promised by 31 Aug 2018",
    "Livraison promise pour le 31 août 2018",
  ],
  // 03:00 UTC is the midnight at which 31 August ends in the zone of the project.
  [
    "Promise Made",
    { due_at: "2018-09-01T03:00:00Z", order_id: "A-7" },
    "Delivery promised by 31 Aug 2018 | order A-7",
    "Livraison promise pour le 31 août 2018 | commande A-7",
  ],
  [
    "Promise Made",
    { due: "2018-09-01" },
    "Delivery promised by 1 Sept 2018",
    "Livraison promise pour le 1er sept. 2018",
  ],
  ["Promise Made", { due: "soon" }, "Promise made", "Promesse faite"],
  [
    "Review Submitted",
    { score: 2, comment: "Arrivé cassé" },
    "Review left | ★★ | 2 out of 5 | « Arrivé cassé » | !",
    "Avis déposé | ★★ | 2 sur 5 | « Arrivé cassé » | !",
  ],
  ["Review Submitted", { score: "5" }, "Review left | ★★★★★ | 5 out of 5", "Avis déposé | ★★★★★ | 5 sur 5"],
  ["Review Submitted", { score: 11 }, "Review left", "Avis déposé"],
  [
    "Product Ordered",
    { name: "Cafetière", quantity: 2, price: 29.99 },
    "Cafetière ordered | × 2 | R$29.99",
    "Produit commandé_: Cafetière | × 2 | 29,99_R$",
  ],
  ["Product Viewed", { name: "Cafetière" }, "Product viewed: Cafetière", "Fiche produit vue_: Cafetière"],
  ["Page Viewed", { path: "/a" }, "Page viewed: /a", "Page vue_: /a"],
  ["Cart Abandoned", { total: 120 }, "Cart abandoned | R$120.00 | !", "Panier abandonné | 120,00_R$ | !"],
  [
    "Survey Answered",
    { score: 9, survey_name: "Après-vente" },
    "Survey answered | Après-vente | score: 9",
    "Réponse à une enquête | Après-vente | note_: 9",
  ],
  [
    "Survey Answered",
    { survey: "nps", score: 4, text: "Trop long" },
    "Survey answered | NPS | score: 4 out of 10 | « Trop long » | !",
    "Réponse à une enquête | NPS | note_: 4 sur 10 | « Trop long » | !",
  ],
  [
    "Survey Answered",
    { survey: "ces", score: 6 },
    "Survey answered | CES | score: 6 out of 7",
    "Réponse à une enquête | CES | note_: 6 sur 7",
  ],
  [
    "Call Abandoned",
    { channel: "phone", wait_seconds: 190 },
    "Call given up | phone | waited 3 mins | !",
    "Appel abandonné | téléphone | attente_: 3_min | !",
  ],
  [
    "Store Visited",
    { store: "Lyon", wait_s: 540 },
    "Store visited | Lyon | waited 9 mins",
    "Visite en magasin | Lyon | attente_: 9_min",
  ],
  ["Store Visited", { store: "Lyon" }, "Store visited | Lyon", "Visite en magasin | Lyon"],
  [
    "Activity Recorded",
    { activity: "hike", name: "Tente Cocon", distance_km: 12 },
    "Activity recorded | Tente Cocon | 12 km",
    "Activité enregistrée | Tente Cocon | 12_km",
  ],
  [
    "Email Link Clicked",
    { campaign: "lettre-2026-03", email_subject: "Le sac de printemps" },
    "Link of an e-mail followed | Le sac de printemps",
    "Lien d’un e-mail suivi | Le sac de printemps",
  ],
  [
    "Email Delivered",
    { campaign: "lettre-2026-03" },
    "E-mail delivered | lettre-2026-03",
    "E-mail remis | lettre-2026-03",
  ],
  [
    "Cost Recorded",
    { amount: 1400, currency: "EUR", channel: "email", campaign: "retour-au-sentier" },
    "Cost recorded | €1,400.00 | e-mail | retour-au-sentier",
    "Coût enregistré | 1_400,00_€ | e-mail | retour-au-sentier",
  ],
  [
    "Visit Counted",
    { consent: "refused", channel: "web" },
    "Visit counted, consent refused | website",
    "Visite comptée, consentement refusé | site web",
  ],
  [
    "Payment Info Entered",
    { payment_method: "instalments", value: 12 },
    "Means of payment given | in instalments | R$12.00",
    "Moyen de paiement saisi | en plusieurs fois | 12,00_R$",
  ],
  [
    "Conversation Opened",
    { channel: "chat", topic: "where_is_my_order" },
    "Conversation opened | chat | where is my order?",
    "Conversation ouverte | chat | où est ma commande_?",
  ],
  // What nobody has words for is quoted when a program wrote it; what people wrote stays as it is.
  [
    "Return Requested",
    { reason: "too_blue" },
    "Return asked for | “too_blue” | !",
    "Retour demandé | «_too_blue_» | !",
  ],
  ["Call Answered", { topic: "Facture" }, "Call answered | Facture", "Appel pris | Facture"],
  [
    "Order Cancelled",
    { reason: "constructor" },
    "Order cancelled | constructor | !",
    "Commande annulée | constructor | !",
  ],
  ["Products Searched", { query: "tente" }, "Search on the site: tente", "Recherche sur le site_: tente"],
])("%s %j", (event, properties, inEnglish, inFrench) => {
  expect([line(en, event, properties), line(fr, event, properties)]).toEqual([inEnglish, inFrench]);
});

test.each([
  ["loyalty.points", {}, "loyalty.points"],
  ["constructor", {}, "constructor"],
  ["__proto__", {}, "__proto__"],
  ["<script>\u202e", {}, "<script>"],
  ["Order Completed", { order_id: { a: 1 }, revenue: {}, products: "many", currency: ["EUR"] }, "Order placed"],
  ["Order Completed", { products: [null, 3, "x"] }, "Order placed | 3 items"],
  ["Order Completed", { revenue: "1e999", currency: "EUR" }, "Order placed"],
  ["Order Completed", { revenue: "5", currency: "not a currency" }, "Order placed | 5 not a currency"],
  ["Order Delivered", { due_at: "never", days_late: "NaN" }, "Order delivered"],
])("hostile: %s %j", (event, properties, expected) => {
  expect(line(en, event, properties)).toBe(expected);
});

test("properties may be no object at all", () => {
  const properties = null as unknown as Record<string, unknown>;
  expect(line(en, "Order Completed", properties)).toBe("Order placed");
});

test.each([
  ["Order Completed", "order"],
  ["Order Delivered", "delivery"],
  ["Promise Made", "promise"],
  ["Review Submitted", "opinion"],
  ["Page Viewed", "visit"],
  ["Email Opened", "message"],
  ["toString", "other"],
])("the family of %s", (event, family) => {
  expect(familyOf(event)).toBe(family);
});
