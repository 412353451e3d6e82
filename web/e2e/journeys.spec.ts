import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./audit.ts";
import { OwnServer } from "./own-server.ts";

const PHONE = { width: 390, height: 844 };

async function expectNothingWider(page: Page): Promise<void> {
  await page.setViewportSize(PHONE);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
}

test("the map tells each step with its base and range, and a number lists its people", async ({ page }) => {
  await page.goto("/journeys?days=364");
  await expect(page).toHaveTitle("Customer journey · Boussole");
  const stages = page.getByRole("list", { name: "Stages" }).getByRole("heading", { level: 2 });
  await expect(stages).toHaveText(["Discovery", "Search", "Purchase", "Delivery", "Use", "After-sales", "Loyalty"]);
  await expect(page.getByText(/of their [\d,]+ events are on the map/)).toBeVisible();
  const cart = page.getByRole("article").filter({ has: page.getByRole("heading", { name: "Cart", exact: true }) });
  await expect(cart.getByText("Go no further")).toBeVisible();
  await expect(cart.getByText(/% to [\d.]+%; of \d+/).first()).toBeVisible();
  await expectAccessible(page);
  const button = cart.getByRole("button", { name: /^\d+ people$/ });
  const n_people = Number((await button.textContent())?.replace(/\D/g, ""));
  await button.click();
  const panel = page.getByRole("dialog", { name: "Cart: passed" });
  await expect(panel.getByRole("status")).toHaveText(`${n_people} people`);
  await expect(panel.getByRole("link").first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  const reception = page.getByRole("article").filter({ has: page.getByRole("heading", { name: "Reception" }) });
  await expect(reception).toContainText(/Complain in writing[\d.]+%[\d.]+% to [\d.]+%; of \d+/);
  await page.getByRole("link", { name: "4 weeks" }).click();
  await expect(page).toHaveURL(/days=28/);
  await expectNothingWider(page);
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

  test("one is told what fills the map; the journey is edited, kept, and begun with again", async ({ page }) => {
    const link = await server.signInLink;
    await page.goto(link);
    await expect(page).toHaveURL((url) => url.pathname === "/");
    await page.goto(new URL("/journeys", link).href);
    await expect(page.getByRole("heading", { name: "Nothing of this journey has happened yet" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Edit" }).click();
    await expect(page).toHaveTitle("Edit the journey · Boussole");
    const discovery = page.getByRole("group", { name: "Discovery" });
    await discovery.getByLabel("Step", { exact: true }).first().fill("First look");
    await expectAccessible(page);
    // By the keyboard alone: the first step goes below the second.
    await page.getByRole("button", { name: "Move down: First look" }).focus();
    await page.keyboard.press("Enter");
    await expect(discovery.getByLabel("Step", { exact: true }).nth(1)).toHaveValue("First look");
    await page.getByRole("button", { name: "Remove: Sharing" }).click();
    await page.getByRole("button", { name: "Add a step" }).last().click();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await page.getByRole("button", { name: "Remove: New step" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page).toHaveURL((url) => url.pathname === "/journeys");
    await page.getByRole("link", { name: "Edit" }).click();
    await expect(discovery.getByLabel("Step", { exact: true }).nth(1)).toHaveValue("First look");
    await expect(page.getByText(/^Version 1, .*, by owner$/)).toBeVisible();
    await page.getByRole("button", { name: "Put into the form" }).click();
    await expect(discovery.getByLabel("Step", { exact: true }).first()).toHaveValue("Visit");
    await expect(page.getByRole("button", { name: "Remove: Sharing" })).toBeVisible();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("link", { name: "Edit" }).click();
    await expect(page.getByText(/^Version 2, /)).toBeVisible();
    await expectNothingWider(page);
  });
});
