import { expect, test } from "@playwright/test";
import { expectAccessible } from "./audit.ts";
import { OwnServer } from "./own-server.ts";

const PHONE = { width: 390, height: 844 };

test("what customers wrote is counted by theme, filtered by one click, searched and read", async ({ page }) => {
  await page.goto("/verbatims");
  await expect(page).toHaveTitle("Verbatims · Boussole");
  const themes = page.getByRole("region", { name: "What they talk about" });
  const texts = page.getByRole("region", { name: "What they wrote" });
  await expect(themes).toContainText(/blame it \(between [\d.]+% and [\d.]+%; base: \d+ texts\)/);
  await expect(themes).toContainText(/\d+ texts are about no known theme\./);
  const n_all = await texts.getByRole("status").textContent();
  await expectAccessible(page);
  const first = themes.getByRole("listitem").first().getByRole("button");
  const theme = (await first.textContent()) ?? "";
  await first.click();
  await expect(page).toHaveURL(/theme=[a-z]+&polarity=negative/);
  await expect(first).toHaveAttribute("aria-pressed", "true");
  await expect(texts.getByRole("status")).not.toHaveText(n_all ?? "");
  await expect(texts.getByLabel("Theme", { exact: true })).toHaveValue(/[a-z]+/);
  for (const item of (await texts.getByRole("listitem").all()).slice(0, 10)) {
    await expect(item).toContainText(theme);
    await expect(item).toContainText("Negative");
  }
  await expectAccessible(page);
  await first.click();
  await expect(page).not.toHaveURL(/theme=/);
  const steps = page.getByRole("region", { name: "Where on the journey they were" });
  await steps.getByRole("button", { name: "Reception" }).click();
  await expect(page).toHaveURL(/step=reception/);
  await expect(texts.getByLabel("Step of the journey")).toHaveValue("reception");
  for (const item of (await texts.getByRole("listitem").all()).slice(0, 10)) {
    await expect(item).toContainText("Step: Reception");
  }
  await steps.getByRole("button", { name: "Reception" }).click();
  await expect(page).not.toHaveURL(/step=/);
  await texts.getByRole("searchbox").fill("LIVRAISON");
  await expect(page).toHaveURL(/search=LIVRAISON/);
  await expect(texts.getByRole("listitem").first()).toContainText(/livraison/i);
  await texts.getByLabel("Sentiment").selectOption("positive");
  await expect(page).toHaveURL(/polarity=positive/);
  await page.reload();
  await expect(texts.getByRole("searchbox")).toHaveValue("LIVRAISON");
  await texts.getByRole("link", { name: "Who wrote it" }).first().click();
  await expect(page).toHaveURL((url) => url.pathname.startsWith("/customers/p"));
  await page.goBack();
  await texts.getByRole("searchbox").fill("no customer wrote this");
  await expect(texts.getByText("No text to show.")).toBeVisible();
  await page.setViewportSize(PHONE);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
});

test.describe("in an empty project", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("it says what will come, and where to begin", async ({ page }) => {
    const server = new OwnServer();
    try {
      const link = await server.signInLink;
      await page.goto(link);
      await expect(page).toHaveURL((url) => url.pathname === "/");
      await page.goto(new URL("/verbatims", link).href);
      await expect(page.getByRole("heading", { name: "Nobody wrote anything in this period" })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("link", { name: "Ask your customers" }).click();
      await expect(page).toHaveURL((url) => url.pathname === "/surveys");
    } finally {
      server.stop();
    }
  });
});
