import { expect, test } from "@playwright/test";
import { bestCustomer, shownName } from "./api.ts";
import { expectAccessible } from "./audit.ts";

test("shows who, of what value, and what happened", async ({ page }) => {
  const person = await bestCustomer(page);
  await page.goto(`/customers/${person.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(shownName(person));
  await expect(page.getByText("Average order value")).toBeVisible();
  await expect(page.getByRole("region", { name: "Timeline" }).getByRole("listitem").first()).toBeVisible();
  await expectAccessible(page);
});

test("an event opens on all its properties", async ({ page }) => {
  const person = await bestCustomer(page);
  await page.goto(`/customers/${person.id}?event=Order+Completed`);
  const first = page.getByRole("region", { name: "Timeline" }).getByRole("listitem").first();
  await first.getByRole("button").click();
  await expect(first.getByRole("button")).toHaveAttribute("aria-expanded", "true");
  await expect(first.getByText("Order Completed", { exact: true })).toBeVisible();
  await expectAccessible(page);
});

test("the history is filtered by name; the address holds the filter", async ({ page }) => {
  const person = await bestCustomer(page);
  await page.goto(`/customers/${person.id}`);
  const filter = page.getByLabel("Show these events");
  const option = filter.locator('option[value="Order Completed"]');
  const n_orders = Number(/\((\d+)\)/.exec((await option.textContent()) ?? "")?.[1]);
  await filter.selectOption("Order Completed");
  await expect(page).toHaveURL(/event=Order\+Completed/);
  const events = page.getByRole("region", { name: "Timeline" }).getByRole("listitem");
  await expect(events).toHaveCount(n_orders);
  await page.reload();
  await expect(filter).toHaveValue("Order Completed");
  await expect(events).toHaveCount(n_orders);
});

test("goes to a customer and back to the same list", async ({ page }) => {
  await page.goto("/customers?kind=customer&sort=-orders");
  await page.locator("tbody tr a").first().click();
  await expect(page).toHaveURL(/\/customers\/p\d+/);
  await page.goBack();
  await expect(page).toHaveURL(/kind=customer&sort=-orders/);
  await expect(page.getByRole("columnheader", { name: "Orders" })).toHaveAttribute("aria-sort", "descending");
});

test("says when nobody has this page", async ({ page }) => {
  await page.goto("/customers/p999999999999");
  await expect(page.getByRole("heading", { name: "This customer page does not exist" })).toBeVisible();
});

test("on a phone, everything is there without a scroll bar below", async ({ page }) => {
  const person = await bestCustomer(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/customers/${person.id}`);
  await expect(page.getByRole("region", { name: "Timeline" }).getByRole("listitem").first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByText("Identifiers", { exact: true }).click();
  await expectAccessible(page);
});
