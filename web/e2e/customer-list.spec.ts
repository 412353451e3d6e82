import { expect, test } from "@playwright/test";
import { bestCustomer, fetchPeople, shownName } from "./api.ts";
import { expectAccessible } from "./audit.ts";

test("lists people, says how many, and passes the audit", async ({ page }) => {
  const { total, items } = await fetchPeople(page, {});
  await page.goto("/customers");
  await expect(page).toHaveTitle("Customers · Boussole");
  await expect(page.getByText(`${total.toLocaleString("en-GB")} people`, { exact: true })).toBeVisible();
  await expect(page.locator("tbody tr")).toHaveCount(items.length);
  await expectAccessible(page);
});

test("finds a person; the address holds the search", async ({ page }) => {
  const person = await bestCustomer(page);
  const wanted = person.email ?? person.identifier ?? shownName(person);
  await page.goto("/customers");
  await expect(page.locator("tbody tr").first()).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type(wanted);
  await expect(page).toHaveURL((url) => url.searchParams.get("search") === wanted);
  await expect(page.getByRole("link", { name: shownName(person), exact: true }).first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole("searchbox")).toHaveValue(wanted);
});

test("says when nobody matches, and leads back", async ({ page }) => {
  await page.goto("/customers?search=zzzzqqqq-nobody");
  await expect(page.getByRole("heading", { name: "Nobody matches “zzzzqqqq-nobody”" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Show everybody" }).click();
  await expect(page.locator("tbody tr").first()).toBeVisible();
});

test("sorts by revenue, then the other way round", async ({ page }) => {
  await page.goto("/customers");
  const head = page.getByRole("columnheader", { name: "Revenue" });
  for (const [sort, direction] of [
    ["-revenue", "descending"],
    ["revenue", "ascending"],
  ] as const) {
    const { items } = await fetchPeople(page, { sort });
    await head.getByRole("link").click();
    await expect(head).toHaveAttribute("aria-sort", direction);
    await expect(page.locator("tbody tr a")).toHaveText(items.map(shownName));
  }
});

test("filters by kind and counts each", async ({ page }) => {
  const { counts } = await fetchPeople(page, {});
  await page.goto("/customers");
  const kinds = page.getByRole("navigation", { name: "Kind" });
  await expect(kinds.getByRole("link", { name: /^Visitors/ })).toContainText(counts.visitor.toLocaleString("en-GB"));
  await kinds.getByRole("link", { name: /^Customers/ }).click();
  await expect(page).toHaveURL(/kind=customer/);
  await expect(kinds.locator("[aria-current]")).toHaveText(/^Customers/);
  await expect(page.locator("tbody")).not.toContainText("Prospect");
});

test("chooses columns; the address holds the choice", async ({ page }) => {
  await page.goto("/customers");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Place" }).click();
  await page.getByRole("menuitemcheckbox", { name: "E-mail" }).click();
  await expect(page).toHaveURL(/columns=name%2Ckind/);
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "Place" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "E-mail" })).toHaveCount(0);
});

test("shows more people, and as many after a reload", async ({ page }) => {
  const { total, items } = await fetchPeople(page, {});
  expect(total, "the company has more people than one page").toBeGreaterThan(50);
  await page.goto("/customers");
  await page.getByRole("button", { name: "Show more" }).click();
  const expected = Math.min(total, 2 * items.length);
  await expect(page.locator("tbody tr")).toHaveCount(expected);
  await page.reload();
  await expect(page.locator("tbody tr")).toHaveCount(expected);
});

test("exports the list as it is filtered", async ({ page }) => {
  await page.goto("/customers?kind=customer&sort=-revenue");
  const link = page.getByRole("link", { name: "Export" });
  await expect(link).toHaveAttribute("href", "/api/v1/people.csv?kind=customer&sort=-revenue");
  const answer = await page.request.get((await link.getAttribute("href")) ?? "");
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, expect.stringContaining("text/csv")]);
});

test("is cards on a phone, without a scroll bar below", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/customers");
  await expect(page.getByRole("table")).toHaveCount(0);
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});
