import { type APIResponse, expect, type Locator, type Page, test } from "@playwright/test";
import { expectAccessible } from "./audit.ts";

/** Makes a source through the page, and returns its card. */
async function createSource(page: Page, name: string): Promise<Locator> {
  await page.goto("/settings/sources");
  await page.getByRole("button", { name: "Create a source" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Channel").selectOption("server");
  await dialog.getByRole("button", { name: "Create the source" }).click();
  await expect(dialog).toHaveCount(0);
  const card = page.getByRole("article", { name });
  await expect(card).toBeVisible();
  return card;
}

async function writeKey(card: Locator): Promise<string> {
  return (await card.locator("code").first().textContent()) ?? "";
}

/** Sends messages as a client does, with the key alone. */
function send(page: Page, key: string, messages: object[]): Promise<APIResponse> {
  const authorization = `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
  return page.request.post("/v1/batch", { headers: { authorization }, data: { batch: messages } });
}

/** Names nobody used before, so that the specs can run again on the same server. */
function unique(word: string): string {
  return `${word} ${Date.now().toString(36)}`;
}

test("what is sent appears by itself, with what became of it", async ({ page }) => {
  const name = unique("Shop");
  const card = await createSource(page, name);
  await expect(card.getByText("Nothing received yet")).toBeVisible();
  const key = await writeKey(card);

  await page.goto("/live-events");
  await expect(page).toHaveTitle("Live events · Boussole");
  const event = unique("Order");
  await send(page, key, [
    { type: "track", userId: "e2e-1", event, messageId: unique("good") },
    { type: "track", event, messageId: unique("bad") },
  ]);
  const rows = page.getByRole("list", { name: "Live events" }).getByRole("listitem").filter({ hasText: name });
  await expect(rows).toHaveCount(2);
  const good = rows.filter({ hasText: "Accepted" });
  const bad = rows.filter({ hasText: "Refused" });
  await expect(good.getByText(event)).toBeVisible();
  await expect(bad.getByText("Nobody is named")).toBeVisible();
  await expect(bad.getByText("Send a userId or an anonymousId.")).toBeVisible();
  await bad.getByRole("button").click();
  await expect(bad.getByText("missing_user")).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel("Source").selectOption({ label: name });
  await page.getByLabel("Result").selectOption("refused");
  await expect(page).toHaveURL(/outcome=refused/);
  await expect(rows).toHaveCount(1);
  await page.reload();
  await expect(rows).toHaveCount(1);

  await page.goto("/settings/sources");
  await expect(card.getByText("Last received:")).toBeVisible();
  await expect(card.getByText("Nobody is named (1)")).toBeVisible();
});

test("the stream is held and let go", async ({ page }) => {
  const name = unique("Held");
  const key = await writeKey(await createSource(page, name));
  const message = (event: string) => ({ type: "track", userId: "e2e-1", event, messageId: unique(event) });
  await send(page, key, [message("Before")]);
  await page.goto("/live-events");
  const rows = page.getByRole("list", { name: "Live events" }).getByRole("listitem").filter({ hasText: name });
  await expect(rows).toHaveCount(1);
  await page.getByRole("button", { name: "Pause" }).click();
  await send(page, key, [message("After"), message("Later")]);
  await expect(page.getByText("Paused, 2 new")).toBeVisible();
  await expect(rows).toHaveCount(1);
  await page.keyboard.press("Space");
  await expect(rows).toHaveCount(3);
});

test("what was set aside is shown as it was sent", async ({ page }) => {
  const event = unique("Far ahead");
  const key = await writeKey(await createSource(page, unique("Clock")));
  const timestamp = "2099-01-01T00:00:00Z";
  await send(page, key, [{ type: "track", userId: "e2e-1", event, messageId: unique("ahead"), timestamp }]);
  await page.goto("/live-events");
  await page.getByRole("link", { name: "Set aside" }).click();
  const row = page.getByRole("list", { name: "Set aside" }).getByRole("listitem").filter({ hasText: event });
  await expect(row.getByText("It is dated more than a day ahead")).toBeVisible();
  await row.getByText("What was sent").click();
  await expect(row.locator("pre")).toContainText(event);
  await expectAccessible(page);
});

test("a source is made, renamed and disabled, and faults are told at their field", async ({ page }) => {
  const name = unique("Site");
  const card = await createSource(page, name);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create a source" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create the source" }).click();
  await expect(dialog.getByLabel("Name")).toHaveAccessibleDescription(/This name is in use already/);
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await card.getByRole("button", { name: `Disable ${name}` }).click();
  await expect(card.getByText("Disabled", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(card.getByText("Enabled", { exact: true })).toBeVisible();

  await card.getByRole("button", { name: `Rename ${name}` }).click();
  await dialog.getByLabel("Name").fill(`${name} bis`);
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("heading", { name: `${name} bis`, exact: true })).toBeVisible();
});

test("a secret key is shown once, and revoked for good", async ({ page }) => {
  const card = await createSource(page, unique("Secret"));
  await card.getByText("Secret keys").click();
  await card.getByRole("button", { name: "Create a secret key" }).click();
  const dialog = page.getByRole("dialog");
  const key = (await dialog.locator("code").textContent()) ?? "";
  expect(key).toMatch(/^sk_/);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "I have kept the key" }).click();
  await expect(page.getByText(key)).toHaveCount(0);
  await card.getByRole("button", { name: /^Revoke the key/ }).click();
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(card.getByRole("button", { name: /^Revoke the key/ })).toHaveCount(0);
});

test("on a phone, code scrolls within its box and nothing else does", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const card = await createSource(page, unique("Phone"));
  const key = await writeKey(card);
  await card.getByText("How to send").click();
  for (const sender of ["curl", "Node", "Python", "Browser"]) {
    await card.getByRole("tab", { name: sender }).click();
    await expect(card.locator("pre")).toContainText(key);
    await expect(card.locator("pre")).toContainText(new URL(page.url()).origin);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  }
  await expectAccessible(page);
  await page.goto("/live-events");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test("who is no owner sees the sources, and nothing to change them", async ({ page }) => {
  const card = await createSource(page, unique("Seen"));
  await page.route("**/api/v1/session", async (route) => {
    const response = await route.fetch();
    const session = (await response.json()) as { member: { role: string } };
    session.member.role = "viewer";
    await route.fulfill({ response, json: session });
  });
  await page.reload();
  await expect(card).toBeVisible();
  await card.getByText("Secret keys").click();
  await expect(page.getByRole("button", { name: /^(Create|Rename|Disable|Enable)/ })).toHaveCount(0);
  await expectAccessible(page);
});
