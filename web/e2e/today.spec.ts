import { expect, type Page, test } from "@playwright/test";
import type { TodayBoard } from "../src/api/today";
import { expectAccessible } from "./audit.ts";
import { openPalette } from "./palette.ts";

/** Asks the server for the figures, so that the specs know what the page must show whatever the data. */
async function fetchToday(page: Page, query = ""): Promise<TodayBoard> {
  const answer = await page.request.get(`/api/v1/today${query}`);
  expect(answer.ok()).toBe(true);
  return (await answer.json()) as TodayBoard;
}

function figures(page: Page) {
  return page.getByRole("region", { name: "Figures" });
}

function card(page: Page, name: string) {
  return figures(page)
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { level: 3, name }) });
}

/** The number of a card, as a link. */
function number(page: Page, name: string) {
  return card(page, name).locator("a[href^='/analyses/']").first();
}

/** Waits until it is said what to look at first, or that nothing is unusual. */
async function compared(page: Page) {
  await expect(page.getByText("How is this chosen?")).toBeVisible({ timeout: 60_000 });
}

test("is where one arrives, is the first entry of the menu, and passes the audit", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveTitle("Today · Boussole");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Today");
  const entries = page.getByRole("navigation", { name: "Main menu" }).getByRole("link");
  await expect(entries.first()).toHaveText("Today");
  await expect(entries.first()).toHaveAttribute("aria-current", "page");
  await expect(figures(page).getByRole("heading", { level: 3 }).first()).toBeVisible();
  await expectAccessible(page);
  await compared(page);
  await page.getByText("How is this chosen?").click();
  await expectAccessible(page);
  await entries.nth(1).click();
  await expect(entries.first()).not.toHaveAttribute("aria-current", "page");
});

test("each figure that is known has a card, and the others are named below", async ({ page }) => {
  const today = await fetchToday(page);
  await page.goto("/");
  await expect(figures(page).getByRole("heading", { level: 3 }).first()).toBeVisible();
  const shown = today.figures.filter(({ absent }) => absent === null || absent === "too_few");
  await expect(figures(page).getByRole("heading", { level: 3 })).toHaveCount(shown.length);
  const orders = today.figures.find(({ name }) => name === "orders");
  await expect(number(page, "Orders")).toHaveText(Number(orders?.value?.value).toLocaleString("en-GB"));
  const missing = today.figures.filter(({ absent }) => absent === "no_events");
  await expect(figures(page).getByText("Not measured yet:")).toHaveCount(missing.length > 0 ? 1 : 0);
});

for (const name of ["Orders", "Promises kept", "Satisfaction (CSAT)", "NPS"]) {
  test(`${name}: the number leads to the analysis that has the same number`, async ({ page }) => {
    await page.goto("/");
    const link = number(page, name);
    const shown = (await link.textContent()) ?? "";
    expect(shown).toMatch(/\d/);
    await link.click();
    await expect(page).toHaveURL(/\/analyses\//);
    const answer = page.getByRole("region", { name: "Answer", exact: true });
    await expect(page.getByText("A part of this link could not be read")).toHaveCount(0);
    await answer.getByRole("link", { name: "Table" }).click();
    await expect(answer.getByRole("table").getByText(shown, { exact: true }).last()).toBeVisible();
  });
}

test("a sentence says numbers, and each leads to an analysis", async ({ page }) => {
  await page.goto("/");
  await compared(page);
  const first = page.getByRole("region", { name: "Look at first" }).getByRole("listitem").first();
  const link = first.getByRole("link").first();
  const shown = (await link.textContent()) ?? "";
  await link.click();
  await expect(page.getByText("A part of this link could not be read")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Answer", exact: true }).getByText(shown).first()).toBeVisible();
});

test("another period is chosen; the address holds it", async ({ page }) => {
  await page.goto("/");
  const lengths = page.getByRole("navigation", { name: "Length of the period" });
  await lengths.getByRole("link", { name: "7 days" }).click();
  await expect(page).toHaveURL(/\?days=7$/);
  await expect(lengths.locator("[aria-current]")).toHaveText("7 days");
  const { period } = await fetchToday(page, "?days=7");
  await expect(page.getByLabel("Until")).toHaveValue(period.until);
  const earlier = new Date(Date.parse(period.until) - 14 * 24 * 3_600_000).toISOString().slice(0, 10);
  await page.getByLabel("Until").fill(earlier);
  await expect(page).toHaveURL((url) => url.searchParams.get("until") === earlier);
  const { figures: then } = await fetchToday(page, `?days=7&until=${earlier}`);
  const orders = then.find(({ name }) => name === "orders");
  await expect(number(page, "Orders")).toHaveText(Number(orders?.value?.value).toLocaleString("en-GB"));
  await page.getByRole("button", { name: "Back to the last day with events" }).click();
  await expect(page.getByLabel("Until")).toHaveValue(period.until);
});

test("the history is a table, which the address opens", async ({ page }) => {
  const today = await fetchToday(page);
  const promises = today.figures.find(({ name }) => name === "promises_kept");
  await page.goto("/");
  await page.getByRole("button", { name: "Promises kept: show as table" }).click();
  await expect(page).toHaveURL(/history=promises_kept/);
  const panel = page.getByRole("dialog", { name: "Promises kept" });
  await expect(panel.getByRole("row")).toHaveCount(1 + (promises?.history.length ?? 0));
  await expectAccessible(page);
  await page.reload();
  await expect(panel).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(page).not.toHaveURL(/history/);
});

test("a target is refused, set, told in words, and removed", async ({ page }) => {
  await page.goto("/");
  const button = page.getByRole("button", { name: "Promises kept: target" });
  await button.click();
  const dialog = page.getByRole("dialog", { name: "Target: Promises kept" });
  await dialog.getByLabel("Target in %").fill("120");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Target in %").fill("99.9");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(card(page, "Promises kept").getByText("under the target of 99.9%")).toBeVisible();
  await expectAccessible(page);
  await button.click();
  await dialog.getByRole("button", { name: "Remove the target" }).click();
  await expect(card(page, "Promises kept").getByText("the target of")).toHaveCount(0);
});

test("the palette leads to a period", async ({ page }) => {
  await page.goto("/customers");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await (await openPalette(page)).fill("today, the last 7");
  await page.getByRole("dialog").getByText("Today, the last 7 days").click();
  await expect(page).toHaveURL(/\/\?days=7$/);
});

test("on a phone, it fits", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  await compared(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});

test("who may only look has no targets to set", async ({ page }) => {
  await page.route("**/api/v1/session", async (route) => {
    const response = await route.fetch();
    const session = (await response.json()) as { member: { role: string } };
    session.member.role = "viewer";
    await route.fulfill({ response, json: session });
  });
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Orders: show as table" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Orders: target" })).toHaveCount(0);
});
