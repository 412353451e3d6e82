import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./audit.ts";
import { OwnServer } from "./own-server.ts";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

/** What each page says to who has no data yet, and the way out that it offers. */
const PAGES = [
  ["/", "Everything that happens to your customers, in one place", "Import files"],
  ["/customers", "Nobody here yet", undefined],
  ["/analyses", "Nothing to analyse yet", "Create a source"],
  ["/analyses/funnel", "Nothing to analyse yet", "Create a source"],
  ["/live-events", "Send your first event", "Create a source"],
  ["/imports", "Nothing imported yet", "Import files"],
  ["/settings/sources", "No source yet", undefined],
] as const;

test.use({ storageState: { cookies: [], origins: [] } });

let server: OwnServer;

test.beforeAll(() => {
  server = new OwnServer();
});

test.afterAll(() => {
  server.stop();
});

async function expectNothingWider(page: Page, width: number): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}

test("a project without data says on every page what will be there and what to do next", async ({ page }) => {
  const link = await server.signInLink;
  await page.goto(link);
  await expect(page).toHaveURL((url) => url.pathname === "/");
  await expect(page.getByText("boussole --data demo demo", { exact: true })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Create a source" })).toBeVisible();
  for (const [address, title, way] of PAGES) {
    await page.setViewportSize(DESK);
    await page.goto(new URL(address, link).href);
    const main = page.getByRole("main");
    await expect(main.getByRole("heading", { name: title }), address).toBeVisible();
    await expect(main.getByRole("alert"), address).toHaveCount(0);
    if (way) {
      await expect(main.getByRole("link", { name: way }), address).toBeVisible();
    }
    await expectAccessible(page);
    await page.setViewportSize(PHONE);
    await expectNothingWider(page, PHONE.width);
  }
});
