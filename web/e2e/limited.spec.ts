import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./audit.ts";

const EVERYONES_PAGES = [
  "/",
  "/customers",
  "/journeys",
  "/surveys",
  "/surveys/nps-delivery",
  "/verbatims",
  "/verbatims/themes",
  "/frictions",
  "/analyses/funnel",
  "/live-events",
  "/settings/project",
  "/settings/account",
  "/settings/notifications",
];
const PAGES_OF_THE_WHOLE = ["/settings/sources", "/imports", "/imports/new", "/imports/1"];
const WIDTH_OF_A_PHONE = 390;

interface Wanted {
  name: string;
  role: "Editor" | "Viewer";
  store?: string;
}

/** Adds a member through the page, and returns a page on which they are signed in. */
async function signedInAs(page: Page, browser: Browser, { name, role, store }: Wanted): Promise<Page> {
  await page.goto("/settings/members");
  await page.getByRole("button", { name: "Add a member" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("E-mail").fill(`${name}.${Date.now().toString(36)}@example.org`);
  await dialog.getByRole("radio", { name: role }).check();
  if (store) {
    await dialog.getByRole("radio", { name: "Only some stores, regions or brands" }).check();
    await dialog.getByRole("combobox", { name: "Stores" }).fill(store);
    await dialog.getByRole("combobox", { name: "Stores" }).press("Enter");
  }
  await dialog.getByRole("button", { name: "Add the member" }).click();
  const link = dialog.locator("code");
  await expect(link).toContainText("/sign-in?token=");
  const address = (await link.textContent()) ?? "";
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, locale: "en-GB" });
  const guest = await context.newPage();
  await guest.goto(address);
  await expect(guest.getByRole("heading", { level: 1 })).toBeVisible();
  return guest;
}

/** Opens a page, and waits until it has said what it has to say. */
async function settle(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await page.waitForLoadState("networkidle");
}

test("who sees one store has every page of their own, and is told which are not", async ({ page, browser }) => {
  const guest = await signedInAs(page, browser, { name: "Lea", role: "Editor", store: "Lyon" });
  for (const address of EVERYONES_PAGES) {
    await settle(guest, address);
    await expect(guest.getByRole("main").getByText("You do not have access"), address).toHaveCount(0);
    await expect(guest.getByRole("main").getByRole("alert"), address).toHaveCount(0);
    await expect(guest.getByRole("link", { name: "Create a source" }), address).toHaveCount(0);
  }
  await expectAccessible(guest);
  const menu = guest.getByRole("navigation", { name: "Main menu" });
  await expect(menu.getByRole("link")).toHaveText([
    "Today",
    "Customers",
    "Journeys",
    "Surveys",
    "Verbatims",
    "Frictions",
    "Analyse",
    "Live events",
    "Settings",
  ]);
  for (const address of PAGES_OF_THE_WHOLE) {
    await settle(guest, address);
    await expect(guest.getByText("You do not have access to this page"), address).toBeVisible();
    await expect(guest.getByText("you see a part of it"), address).toBeVisible();
    await expect(guest.getByRole("button", { name: "Try again" }), address).toHaveCount(0);
  }
  await expectAccessible(guest);
  await guest.setViewportSize({ width: WIDTH_OF_A_PHONE, height: 844 });
  await settle(guest, "/imports");
  expect(await guest.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(WIDTH_OF_A_PHONE);
  await guest.context().close();
});

test("a viewer looks at everything, and is offered nothing that they may not do", async ({ page, browser }) => {
  const guest = await signedInAs(page, browser, { name: "Vera", role: "Viewer" });
  for (const address of [...EVERYONES_PAGES, "/imports", "/imports/new", "/settings/sources"]) {
    await settle(guest, address);
    await expect(guest.getByRole("main").getByRole("alert"), address).toHaveCount(0);
  }
  await settle(guest, "/imports");
  await expect(guest.getByRole("link", { name: "Import files" })).toHaveCount(0);
  await settle(guest, "/settings/sources");
  await expect(guest.getByText("An owner of the project can create one.")).toBeVisible();
  await expect(guest.getByRole("button", { name: "Create a source" })).toHaveCount(0);
  await expectAccessible(guest);
  await settle(guest, "/journeys");
  await expect(guest.getByRole("link", { name: "Edit" })).toHaveCount(0);
  await settle(guest, "/journeys/edit");
  await expect(guest.getByText("An editor of the project can change the journey")).toBeVisible();
  await settle(guest, "/surveys");
  await expect(guest.getByRole("link", { name: "New survey" })).toHaveCount(0);
  await settle(guest, "/surveys/nps-delivery");
  await expect(guest.getByRole("link", { name: "Preview" })).toBeVisible();
  await expect(guest.getByRole("button", { name: "Close the survey" })).toHaveCount(0);
  await settle(guest, "/surveys/nps-delivery/edit");
  await expect(guest.getByText("An editor of the whole project can change surveys")).toBeVisible();
  await settle(guest, "/settings/members");
  await expect(guest.getByText("You do not have access to this page")).toBeVisible();
  await guest.context().close();
});

test("one entry of the menu is lit, the nearest", async ({ page }) => {
  const lit = page.getByRole("navigation", { name: "Main menu" }).locator("[aria-current=page]");
  for (const [address, name] of [
    ["/settings/sources", "Collect"],
    ["/settings/members", "Settings"],
    ["/customers", "Customers"],
    ["/", "Today"],
  ] as const) {
    await page.goto(address);
    await expect(lit).toHaveText([name]);
  }
});
