import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./audit.ts";
import { OwnServer } from "./own-server.ts";

const PHONE = { width: 390, height: 844 };
/** Nobody listens there: what is sent to it waits for its next attempt. */
const NOBODY = ["--smtp", "smtp://127.0.0.1:1?tls=none", "--mail-from", "cx@example.org"];

async function expectNothingWider(page: Page): Promise<void> {
  await page.setViewportSize(PHONE);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
}

test("without a mail server one may choose all the same, and is told", async ({ page }) => {
  await page.goto("/settings/notifications");
  await expect(page).toHaveTitle("Notifications · Boussole");
  await expect(page.getByText("No letter can be sent yet")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send me the weekly figures now" })).toHaveCount(0);
  const silence = page.getByRole("switch", { name: "A source falls silent" });
  await expect(silence).not.toBeChecked();
  // By the keyboard alone.
  await silence.focus();
  await page.keyboard.press("Space");
  await expect(silence).toBeChecked();
  await page.reload();
  await expect(silence).toBeChecked();
  await expect(page.getByText("In English.")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Tab");
  await silence.click();
  await expect(silence).not.toBeChecked();
  await expectNothingWider(page);
});

test("Today leads to the letter that tells it", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Get these figures by e-mail every Monday" }).click();
  await expect(page.getByRole("switch", { name: "Weekly figures" })).toBeVisible();
});

test.describe("with a mail server", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  let server: OwnServer;

  test.beforeAll(() => {
    server = new OwnServer(...NOBODY);
  });

  test.afterAll(() => {
    server.stop();
  });

  test("the weekly figures are asked for, planned, and sent at once", async ({ page }) => {
    const link = await server.signInLink;
    await page.goto(link);
    await expect(page).toHaveURL((url) => url.pathname === "/");
    await page.goto(new URL("/settings/notifications", link).href);
    const weekly = page.getByRole("switch", { name: "Weekly figures" });
    await weekly.click();
    await expect(weekly).toBeChecked();
    await expect(page.getByText(/^In English\. The next one comes on /)).toBeVisible();
    await page.getByRole("button", { name: "Send me the weekly figures now" }).click();
    await expect(page.getByText("They are on their way.")).toBeVisible();
    await expectAccessible(page);
    await page.goto(new URL("/settings/mail", link).href);
    const message = page.getByRole("list", { name: "Messages" }).getByRole("listitem");
    await expect(message.getByText("Where your customers stand")).toBeVisible();
  });
});

test.describe("the link in a letter", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("one that is not whole is refused in words, to who is not signed in too", async ({ page }) => {
    await page.goto("/u/default.weekly.en.0123.4567");
    await expect(page).toHaveURL(/\/unsubscribe\?token=default\.weekly/);
    await expect(page).toHaveTitle("Unsubscribe · Boussole");
    await expect(page.getByRole("alert")).toHaveText("This link is not whole: open it from the letter once more.");
    await expect(page.getByRole("button", { name: "Unsubscribe" })).toHaveCount(0);
    await expectAccessible(page);
    await expectNothingWider(page);
  });
});
