import { expect, test } from "vitest";
import { formatMoney } from "./money";

// Intl's no-break spaces are written out, so that they are tested and can be read.
test.each([
  ["1234.50", "EUR", "fr-FR", "EUR", "1\u202f234,50\u00a0€"],
  ["1234.50", "EUR", "en-GB", "EUR", "€1,234.50"],
  ["0.001", "EUR", "fr-FR", null, "0,00\u00a0€"],
  ["-12.40", "BRL", "fr-FR", "BRL", "-12,40\u00a0R$"],
  ["99", "GBP", "fr-FR", "GBP", "99,00\u00a0£"],
  ["99", "GBP", "fr-FR", "EUR", "99,00\u00a0£GB"],
  ["99", "JPY", "en-GB", null, "JP¥99"],
  // More digits than a float holds.
  ["12345678901234567.89", "EUR", "en-GB", null, "€12,345,678,901,234,567.89"],
  ["1234.5", "XXX", "fr-FR", "XXX", "1\u202f234,50"],
  // What is not an amount, or not a currency, is not made to look like one.
  ["a lot", "EUR", "fr-FR", null, "a lot EUR"],
  ["1e400", "EUR", "fr-FR", null, "1e400 EUR"],
  ["5", "euros", "en-GB", null, "5 euros"],
])("%s %s in %s", (amount, currency, tag, home, expected) => {
  expect(formatMoney({ amount, currency }, tag, home)).toBe(expected);
});
