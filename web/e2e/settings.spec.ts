import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./audit.ts";

/** Names nobody used before, so that the specs can run again on the same server. */
function unique(word: string): string {
  return `${word} ${Date.now().toString(36)}`;
}

/** Adds a member through the page, and returns the link that it shows. */
async function addMember(page: Page, name: string, store: string): Promise<string> {
  await page.goto("/settings/members");
  await page.getByRole("button", { name: "Add a member" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("E-mail").fill(`${name.replace(" ", ".")}@example.org`);
  await dialog.getByRole("radio", { name: "Editor" }).check();
  await dialog.getByRole("radio", { name: "Only some stores, regions or brands" }).check();
  await dialog.getByRole("combobox", { name: "Stores" }).fill(store);
  await dialog.getByRole("combobox", { name: "Stores" }).press("Enter");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add the member" }).click();
  const link = dialog.locator("code");
  await expect(link).toContainText("/sign-in?token=");
  await expectAccessible(page);
  const text = (await link.textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toHaveCount(0);
  return text;
}

/** Opens a browser of somebody else. */
async function elsewhere(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, locale: "en-GB" });
  return context.newPage();
}

test("a colleague is added for one store, comes in by the link, and is removed", async ({ page, browser }) => {
  const name = unique("Paul");
  const link = await addMember(page, name, "Nowhere");
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Stores: Nowhere");
  await expect(row).toContainText("No password yet");
  await expectAccessible(page);

  const guest = await elsewhere(browser);
  await guest.goto(link);
  await expect(guest.getByRole("heading", { level: 1 })).toBeVisible();
  await guest.goto("/settings/account");
  await expect(guest.getByText("Stores: Nowhere")).toBeVisible();
  await guest.getByLabel("New password").fill("short");
  await guest.getByRole("button", { name: "Change the password" }).click();
  await expect(guest.getByText("A password has 12 to 128 characters")).toBeVisible();
  await guest.getByLabel("New password").fill("quatre mots pour entrer");
  await guest.getByRole("button", { name: "Change the password" }).click();
  await expect(guest.getByText("Saved")).toBeVisible();
  await expect(guest.getByLabel("Present password")).toBeVisible();
  await expectAccessible(guest);
  await guest.goto("/settings/members");
  await expect(guest.getByText("You do not have access to this page")).toBeVisible();

  await page.reload();
  await row.getByRole("button", { name: `What to do with ${name}` }).click();
  await page.getByRole("menuitem", { name: "Remove from the project" }).click();
  await expect(row).toHaveCount(0);
  await guest.goto("/settings/account");
  await expect(guest).toHaveURL(/sign-in/);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toContainText("Stores: Nowhere");
  await guest.context().close();
});

test("who is an owner sees everything, and the last one stays", async ({ page }) => {
  await page.goto("/settings/members");
  const own = page.getByRole("row").filter({ hasText: "you" });
  await expect(own).toContainText("The only owner");
  await own.getByRole("button").click();
  await page.getByRole("menuitem", { name: "Change" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Viewer" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("A project keeps at least one owner")).toBeVisible();
  await dialog.getByRole("radio", { name: "Owner" }).check();
  await dialog.getByRole("radio", { name: "Only some stores, regions or brands" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Name at least one store, region or brand")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
});

test("whether amounts include tax is said beside them", async ({ page }) => {
  await page.goto("/settings");
  await expect(page).toHaveURL(/settings\/project/);
  const tax = page.getByLabel("Tax in amounts");
  const before = await tax.inputValue();
  await tax.selectOption("tax_excluded");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. Every page uses it")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/customers");
  await expect(page.getByRole("columnheader", { name: "Revenue excl. tax" })).toBeVisible();

  await page.goto("/settings/project");
  await page.getByLabel("Time zone").fill("Europe/Lutece");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Choose a time zone of the list")).toBeVisible();
  await page.reload();
  await tax.selectOption(before);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. Every page uses it")).toBeVisible();
});

test("how long customers stay active is what churn is counted by", async ({ page }) => {
  await page.goto("/settings/project");
  const days = page.getByLabel("Days a customer stays active");
  await days.fill("3");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("A customer stays active for 7 to 1,826 days.")).toBeVisible();
  await expectAccessible(page);
  await days.fill("91");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. Every page uses it")).toBeVisible();
  await page.goto("/");
  await expect(page.getByText("an order in the last 91 days").first()).toBeVisible();

  await page.goto("/settings/project");
  await days.fill("182");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved. Every page uses it")).toBeVisible();
});

test("on a phone the members are cards", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/settings/members");
  const cards = page.getByRole("list", { name: "Members" }).getByRole("listitem");
  await expect(cards.filter({ hasText: "owner" }).first()).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  await expectAccessible(page);
});
