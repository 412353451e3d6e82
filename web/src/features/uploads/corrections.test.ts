import { expect, test } from "vitest";
import { chooseFile, correctAll, correctTable, mapColumn } from "./corrections";

const template = { recipe: "orders", tables: { orders: { file: "a.csv", rename: { amount: "Total" } } } };

test("a column is mapped beside the others, and let go again", () => {
  const mapped = mapColumn(template, "orders", "email", "E-mail");
  expect(mapped.tables?.orders?.rename).toEqual({ amount: "Total", email: "E-mail" });
  expect(mapColumn(mapped, "orders", "amount", undefined).tables?.orders?.rename).toEqual({ email: "E-mail" });
});

test("what is said of a table is added to it, and left out when it is to be recognised", () => {
  const corrected = correctTable(template, "orders", { delimiter: ";", encoding: "windows-1252" });
  expect(corrected.tables?.orders).toEqual({ ...template.tables.orders, delimiter: ";", encoding: "windows-1252" });
  expect(correctTable(corrected, "orders", { delimiter: undefined }).tables?.orders).not.toHaveProperty("delimiter");
});

test("a table that was not spoken of before can be corrected", () => {
  expect(correctTable({ toml: "x" }, "lines", { skip_rows: 2 }).tables).toEqual({ lines: { skip_rows: 2 } });
});

test("another file begins anew, but for the columns that it has too", () => {
  const corrected = mapColumn(correctTable(template, "orders", { delimiter: ";" }), "orders", "email", "Courriel");
  expect(chooseFile(corrected, "orders", "b.csv", ["Total", "Mail"]).tables).toEqual({
    orders: { file: "b.csv", rename: { amount: "Total" } },
  });
});

test("the zone is said for all tables, and taken back", () => {
  const corrected = correctAll(template, { timezone: "Europe/Paris" });
  expect(corrected).toEqual({ ...template, timezone: "Europe/Paris" });
  expect(correctAll(corrected, { timezone: undefined })).toEqual(template);
});

test("nothing given is changed", () => {
  mapColumn(template, "orders", "amount", "Montant");
  expect(template.tables.orders.rename).toEqual({ amount: "Total" });
});
