import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./audit.ts";
import { OwnServer } from "./own-server.ts";

const PHONE = { width: 390, height: 844 };
/** Nobody listens there: what is sent to it waits for its next attempt. */
const NOBODY = ["--smtp", "smtp://127.0.0.1:1?tls=none", "--mail-from", "Maison Rando <cx@example.org>"];

async function expectNothingWider(page: Page): Promise<void> {
  await page.setViewportSize(PHONE);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
}

test("without a mail server the page says how to name one", async ({ page }) => {
  await page.goto("/settings/mail");
  await expect(page).toHaveTitle("Mail · Boussole");
  await expect(page.getByRole("heading", { name: "Mail is not set up yet" })).toBeVisible();
  await expect(page.getByText("--mail-from")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send me a test message" })).toHaveCount(0);
  await expectAccessible(page);
  await expectNothingWider(page);
});

test("an address is blocked, found, and written to again", async ({ page }) => {
  await page.goto("/settings/mail");
  const look = page.getByRole("button", { name: "Look it up" });
  await expect(look).toBeDisabled();
  await page.getByLabel("E-mail address").fill("nobody");
  await look.click();
  await expect(page.getByText("This is not an e-mail address.")).toBeVisible();
  await page.getByLabel("E-mail address").fill("Anna@Example.org");
  await look.click();
  await page.getByRole("button", { name: "Send it nothing" }).click();
  await expect(page.getByText("An owner of the project said so.")).toBeVisible();
  await expect(page.getByText("1 address is blocked")).toBeVisible();
  await page.getByLabel("E-mail address").fill("anna@example.org");
  await look.click();
  await expect(page.getByText(/^Nothing is sent to this address since/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Write to it again" }).click();
  await expect(page.getByText("This address may be written to.")).toBeVisible();
  await expect(page.getByText("No address is blocked.")).toBeVisible();
});

test.describe("with a mail server that does not answer", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  let server: OwnServer;

  test.beforeAll(() => {
    server = new OwnServer(...NOBODY);
  });

  test.afterAll(() => {
    server.stop();
  });

  test("a message waits for its next attempt, and why is said", async ({ page }) => {
    const link = await server.signInLink;
    await page.goto(link);
    await expect(page).toHaveURL((url) => url.pathname === "/");
    await page.goto(new URL("/settings/mail", link).href);
    await expect(page.getByText("Maison Rando <cx@example.org>")).toBeVisible();
    await expect(page.getByText("127.0.0.1:1", { exact: true })).toBeVisible();
    await expect(page.getByText("No message was sent yet.")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Send me a test message" }).click();
    const message = page.getByRole("list", { name: "Messages" }).getByRole("listitem");
    await expect(message).toHaveCount(1);
    await expect(message.getByText("Boussole can write to you")).toBeVisible();
    await expect(message.getByText("Waiting")).toBeVisible();
    await expect(message.getByText(/refused/)).toBeVisible();
    await expect(message.getByText(/^Next attempt: /)).toBeVisible();
    await expectAccessible(page);
    await page
      .getByRole("navigation", { name: "State of the messages" })
      .getByRole("link", { name: "Waiting 1" })
      .click();
    await expect(page).toHaveURL(/state=planned/);
    await expect(message).toHaveCount(1);
    await expectNothingWider(page);
    await page.goto(new URL("/settings/mail?state=unknown", link).href);
    await expect(page.getByText("No message is in this state.")).toBeVisible();
  });
});
