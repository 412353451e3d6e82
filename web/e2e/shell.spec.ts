import { expect, test } from "@playwright/test";
import { bestCustomer, shownName } from "./api.ts";
import { expectAccessible } from "./audit.ts";
import { MEMBER_STATE } from "./member.ts";
import { openPalette } from "./palette.ts";

test("the language changes at once and stays", async ({ page }) => {
  await page.goto("/customers");
  await page.getByRole("button", { name: "Your menu" }).click();
  await page.getByRole("menuitemradio", { name: "Français" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Clients");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Clients");
});

test("the first language is that of the browser", async ({ browser }) => {
  const context = await browser.newContext({ locale: "fr-BE", storageState: MEMBER_STATE });
  const page = await context.newPage();
  await page.goto("/customers");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Clients");
  await context.close();
});

test("the appearance changes and stays", async ({ page }) => {
  await page.goto("/customers");
  await page.getByRole("button", { name: "Your menu" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
});

test("the palette finds a customer from the keyboard", async ({ page }) => {
  const person = await bestCustomer(page);
  await page.goto("/customers");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const search = await openPalette(page);
  await expectAccessible(page);
  await search.fill(person.email ?? person.identifier ?? shownName(person));
  await expect(page.getByRole("dialog").getByText(shownName(person), { exact: true }).first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/customers\/p\d+$/);
});

test("the keyboard alone reaches the content, a row, and its page", async ({ page }) => {
  await page.goto("/customers");
  const rows = page.locator("tbody tr a");
  await expect(rows.first()).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await rows.first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/customers\/p\d+/);
  await expect(page.getByRole("main")).toBeFocused();
});

test("a wrong address has a page of its own", async ({ page }) => {
  await page.goto("/nowhere");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await expectAccessible(page);
});

test("on a phone, the menu is a drawer", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/customers");
  await page.getByRole("button", { name: "Open the menu" }).click();
  await expect(page.getByRole("dialog").getByRole("link", { name: "Customers" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
