import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./audit.ts";
import { OwnServer } from "./own-server.ts";

const PHONE = { width: 390, height: 844 };
/** What customers of a small shop wrote: praise and blame with words of its own, and something that no theme knows. */
const TEXTS = Array.from({ length: 70 }, (_, at) => [
  { rating: 5, text: `La borne bourdonne visite ${at}` },
  { rating: 1, text: `La borne crachote visite ${at}` },
]).flat();

/** Starts a server of its own whose shop has these reviews, and signs in on it. */
async function signedIn(page: Page, server: OwnServer): Promise<string> {
  const link = await server.signInLink;
  await page.goto(link);
  await expect(page).toHaveURL((url) => url.pathname === "/");
  const origin = new URL(link).origin;
  const post = (path: string, data?: object, headers = {}) =>
    page.request.post(`${origin}${path}`, { ...(data ? { data } : {}), headers: { "X-Boussole": "1", ...headers } });
  const source = await (await post("/api/v1/sources", { name: "Shop", channel: "server" })).json();
  const key = await (await post(`/api/v1/sources/${source.id}/secret-keys`)).json();
  const batch = TEXTS.map((properties, at) => ({
    type: "track",
    event: "Review Submitted",
    userId: `u-${at}`,
    properties,
  }));
  const secret = `Basic ${Buffer.from(`${key.key}:`).toString("base64")}`;
  const sent = await post("/v1/batch", { batch }, { Authorization: secret });
  expect(sent.ok(), await sent.text()).toBe(true);
  return origin;
}

test.use({ storageState: { cookies: [], origins: [] } });

test("what is said of a clause holds for all who write it; themes are found, named, parted, put together, undone", async ({
  page,
}) => {
  const server = new OwnServer();
  try {
    const origin = await signedIn(page, server);
    await page.goto(`${origin}/verbatims`);
    const texts = page.getByRole("region", { name: "What they wrote" });
    await expect(texts.getByRole("status")).toHaveText("140 texts");

    // One clause, by the keyboard alone: by one key, then with all choices.
    const clause = texts.getByRole("button", { name: "La borne crachote visite 69" });
    const item = texts.getByRole("listitem").filter({ hasText: "La borne crachote visite 69" });
    await clause.focus();
    await page.keyboard.press("+");
    await expect(clause).toHaveAttribute("title", "Positive, as somebody said");
    await page.keyboard.press("-");
    await expect(clause).toHaveAttribute("title", "Negative, as somebody said");
    await page.keyboard.press("Enter");
    await expect(clause).toHaveAttribute("aria-expanded", "true");
    await expectAccessible(page);
    await item.getByLabel("This is about").selectOption("Shops");
    await item.getByRole("button", { name: "Save" }).press("Enter");
    await expect(item).toContainText("Shops");
    await clause.press("Enter");
    await item.getByRole("button", { name: "Forget what was said" }).click();
    await expect(item).not.toContainText("Shops");
    await clause.press("=");
    await expect(clause).toHaveAttribute("title", /as somebody said/);

    // What was learnt of scores, measured.
    await texts.page().getByRole("link", { name: "Change the themes" }).click();
    await expect(page).toHaveTitle("Themes · Boussole");
    const teaching = page.getByRole("region", { name: "How well it is understood" });
    await expect(teaching).toContainText("1 clause was checked by somebody");
    await teaching.getByRole("button", { name: "Learn now" }).click();
    await expect(teaching).toContainText(/told right for 100% of the comments, against 0% by words alone/);
    await expect(teaching).toContainText(/Measured on \d+ comments with a score that were held back/);

    // Themes that nobody thought of.
    await page.getByRole("button", { name: "Look for themes" }).click();
    const found = page.getByRole("region", { name: "Found in what you were told" });
    await expect(found.getByRole("listitem").first()).toContainText("borne");
    await expectAccessible(page);
    await found.getByRole("button", { name: /^Change: “.*borne/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("The kiosk");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Save" }).click();
    const kept = page.getByRole("region", { name: "What customers talk about" });
    await expect(kept.getByRole("listitem").filter({ hasText: "The kiosk" })).toContainText(/\d+ texts/);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(found.getByRole("listitem").first()).toContainText("borne");

    // A part of it, under a name that is taken at first.
    await page.getByRole("button", { name: "Add a theme" }).click();
    await dialog.getByLabel("Name").fill("Noise");
    await dialog.getByRole("combobox", { name: "Words and phrases" }).fill("crachot*");
    await dialog.getByRole("combobox", { name: "Words and phrases" }).press("Enter");
    await dialog.getByRole("button", { name: "Add the theme" }).click();
    await expect(kept.getByRole("listitem").filter({ hasText: "Noise" })).toContainText("70 texts");
    await page.getByRole("button", { name: "Add a theme" }).click();
    await dialog.getByLabel("Name").fill("noise");
    await dialog.getByRole("combobox", { name: "Words and phrases" }).fill("bourdonn*");
    await dialog.getByRole("combobox", { name: "Words and phrases" }).press("Enter");
    await dialog.getByRole("button", { name: "Add the theme" }).click();
    await expect(dialog.getByRole("alert")).toContainText("This is there twice");
    await dialog.getByRole("button", { name: "Cancel" }).click();

    // Taken for another one: nothing of it is counted twice.
    await kept.getByRole("button", { name: "Change: Noise" }).click();
    await dialog.getByLabel("Take it for another theme").selectOption("Shops");
    await dialog.getByRole("button", { name: "Save" }).click();
    const away = page.getByRole("region", { name: "Taken for another one, or passed over" });
    await expect(away.getByRole("listitem")).toContainText("taken for Shops");
    await expect(kept.getByRole("listitem").filter({ hasText: "Shops" })).toContainText("70 texts");
    await page.setViewportSize(PHONE);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);

    const [file] = await Promise.all([
      page.waitForEvent("download"),
      (async () => {
        await page.goto(`${origin}/verbatims?theme=store`);
        await page.getByRole("link", { name: "Export" }).click();
      })(),
    ]);
    expect(file.suggestedFilename()).toBe("verbatims.csv");
  } finally {
    server.stop();
  }
});
