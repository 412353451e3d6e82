import { expect, test } from "@playwright/test";
import { expectAccessible } from "./audit.ts";
import { OwnServer } from "./own-server.ts";

const PHONE = { width: 390, height: 844 };

test("what is planted is said with its range, and decided by one key that can be taken back", async ({ page }) => {
  await page.goto("/frictions");
  await expect(page).toHaveTitle("Frictions · Boussole");
  await expect(page.getByText("groups were compared, from")).toBeVisible();
  const late = page.getByRole("article", { name: /promised comes late.*carrier Relais Malin/ });
  await expect(late).toContainText(/Step: .* · since .* · \d+ people touched/);
  await expect(late).toContainText(/% of the time instead of [\d.]+% with the others: [\d.]+ points more \(between/);
  await expectAccessible(page);

  const decision = late.getByRole("group", { name: "Decision" });
  await decision.getByRole("button", { name: "Close" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("The decision is saved.")).toBeVisible();
  const closed = page.getByRole("region", { name: "Closed" });
  await expect(closed.getByRole("article", { name: /carrier Relais Malin/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(closed).toHaveCount(0);

  await decision.getByRole("button", { name: "Act" }).click();
  await expect(decision.getByRole("button", { name: "Act" })).toHaveAttribute("aria-pressed", "true");
  await decision.getByLabel("Effort").selectOption("low: days");
  await page.reload();
  await expect(decision.getByLabel("Effort")).toHaveValue("low");
  await decision.getByRole("button", { name: "Act" }).click();
  await expect(decision.getByLabel("Effort")).toHaveCount(0);
  await page.setViewportSize(PHONE);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
});

test.describe("in an empty project", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  let server: OwnServer;

  test.beforeAll(() => {
    server = new OwnServer();
  });

  test.afterAll(() => {
    server.stop();
  });

  test("nothing found is an answer, and one is told what is looked at", async ({ page }) => {
    const link = await server.signInLink;
    await page.goto(link);
    await expect(page).toHaveURL((url) => url.pathname === "/");
    await page.goto(new URL("/frictions", link).href);
    await expect(page.getByRole("heading", { name: "No friction found for this period" })).toBeVisible();
    await expect(page.getByText("0 step × segment pairs were checked")).toBeVisible();
    await expectAccessible(page);
  });
});
