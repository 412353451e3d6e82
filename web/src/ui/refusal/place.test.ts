import { setupI18n } from "@lingui/core";
import { expect, test } from "vitest";
import { placeOf } from "./place";

const i18n = setupI18n({ locale: "en", messages: { en: {} } });

test.each([
  ["unknown_event", "series[0].select.event", "Curve 1"],
  ["wrong_type", "steps[2].where[0].value", "Step 3, Condition 1"],
  ["no_sheet", "tables[orders].sheet", "File “orders”"],
  ["unknown_recipe_column", "orders.e-mail", "File “orders”, Column “e-mail”"],
  ["invalid_range", "range", ""],
  ["internal", null, ""],
  // Of an object, not of the list of words.
  ["wrong_type", "constructor[0]", ""],
  ["no_sheet", "tables[<b>\u202ex</b>].sheet", "File “<b> x</b>”"],
])("%s at %s", (code, field, place) => {
  expect(
    placeOf(code, field)
      .map((part) => i18n._(part))
      .join(", "),
  ).toBe(place);
});
