import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { OwnServer } from "./own-server.ts";
import { openShop } from "./shop.ts";

const PHONE = { width: 390, height: 844 };
/** How long it takes from the occasion to the box, at most. */
const SHOWN_MS_MAX = 100;

test.use({ storageState: { cookies: [], origins: [] } });

let server: OwnServer;

test.beforeEach(() => {
  server = new OwnServer();
});

test.afterEach(() => {
  server.stop();
});

type InPage = { after: string | null; path: string | null; delay_seconds: number; again_days: number };

/** Makes an open survey that asks in pages; returns its link. */
async function makeSurvey(page: Page, base: string, name: string, questionnaire: string, in_page: InPage) {
  const headers = { "x-boussole": "1" };
  const call = async (path: string, data: object) => {
    const answer = await page.request.post(new URL(path, base).href, { headers, data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  };
  const { templates } = await (await page.request.get(new URL("/api/v1/survey-templates", base).href)).json();
  const { definition } = templates.find(({ id }: { id: string }) => id === questionnaire);
  const { id } = await call("/api/v1/surveys", { name, definition: { ...definition, brand: "Maison Rando", in_page } });
  const { address } = await call(`/api/v1/surveys/${id}/state`, { state: "open" });
  return { id, link: new URL(address).pathname.slice("/s/".length) };
}

/** Returns what is on the timelines about a survey: its events, by name. */
async function countEvents(page: Page, base: string, event: string, survey: string): Promise<number> {
  const where = { property: "survey_id", op: "=", value: survey };
  const data = {
    kind: "trend",
    interval: "all",
    range: { last: "7d" },
    series: [{ select: { event, where }, measure: "events" }],
  };
  const answer = await page.request.post(new URL("/api/v1/insights/query", base).href, {
    headers: { "x-boussole": "1" },
    data,
  });
  return answer.ok() ? Number((await answer.json()).series[0]?.values[0] ?? 0) : 0;
}

/** Sees to it that a page notes when it asked, when the box was there, and how much moved. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { shift: 0, asked: 0, shown: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        seen.shift += (entry as PerformanceEntry & { value: number }).value;
      }
    }).observe({ type: "layout-shift", buffered: true });
    new MutationObserver(() => {
      if (seen.shown === 0 && document.querySelector("boussole-survey")) {
        seen.shown = performance.now();
      }
    }).observe(document, { childList: true, subtree: true });
    const { fetch } = window;
    window.fetch = (input, init) => {
      if (String(input).endsWith("/ask")) {
        seen.asked = performance.now();
      }
      return fetch(input, init);
    };
  });
}

/** Returns how long it took from the occasion to the box, in milliseconds; nothing may have moved. */
async function shownAfter(page: Page): Promise<number> {
  const seen = await page.evaluate(() => (window as unknown as { seen: Record<string, number> }).seen);
  expect(seen.shift).toBe(0);
  return (seen.shown ?? 0) - (seen.asked ?? 0);
}

test("a page of another site asks who is there, by the keyboard alone, and moves nothing", async ({
  page,
  browser,
}) => {
  const link = await server.signInLink;
  await page.goto(link);
  await expect(page).toHaveURL((url) => url.pathname === "/");
  const base = new URL(link).origin;
  const at_once = { after: null, path: null, delay_seconds: 0, again_days: 90 };
  const survey = await makeSurvey(page, base, "In the page", "nps", at_once);
  const shop = await openShop(base);
  const context = await browser.newContext({ locale: "en-GB" });
  const visitor = await context.newPage();
  const faults: string[] = [];
  visitor.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  visitor.on("pageerror", (error) => faults.push(error.message));
  await watch(visitor);
  await visitor.goto(shop.url);
  const box = visitor.getByRole("dialog", { name: "Maison Rando" });
  // The page is in French, whatever the browser prefers.
  await expect(box).toContainText("quelle est la probabilité que vous recommandiez Maison Rando");
  const times = [await shownAfter(visitor)];
  await expect(visitor.locator("body")).toBeFocused();
  for (const colorScheme of ["light", "dark"] as const) {
    await visitor.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect((await new AxeBuilder({ page: visitor }).include("boussole-survey").analyze()).violations).toEqual([]);
  }
  await visitor.setViewportSize(PHONE);
  expect(await visitor.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  await expect(box.getByLabel("Qu’aurions-nous dû mieux faire")).toBeHidden();

  // Nothing chosen is told, and where it goes on.
  await visitor.keyboard.press("Tab");
  await expect(visitor.getByRole("link", { name: "Panier" })).toBeFocused();
  await visitor.keyboard.press("Tab");
  await expect(box.getByRole("button", { name: "Fermer" })).toBeFocused();
  await box.getByRole("button", { name: "Envoyer ma réponse" }).focus();
  await visitor.keyboard.press("Enter");
  await expect(box.getByRole("alert")).toContainText("Répondez à cette question.");
  await visitor.keyboard.press("Tab");
  await visitor.keyboard.press("Enter");
  await visitor.keyboard.press("Space");
  await expect(box.getByRole("radio", { name: "0, Pas du tout probable" })).toBeChecked();
  await visitor.keyboard.press("ArrowRight");
  await visitor.keyboard.press("Tab");
  await expect(box.getByLabel("Qu’aurions-nous dû mieux faire")).toBeFocused();
  await visitor.keyboard.type("Le panier se vide tout seul");
  // The network fails once: nothing that was typed is lost.
  await context.setOffline(true);
  await visitor.keyboard.press("Tab");
  await visitor.keyboard.press("Enter");
  await expect(box).toContainText("Votre réponse n’est pas partie.");
  await context.setOffline(false);
  await box.getByRole("button", { name: "Envoyer ma réponse" }).focus();
  await visitor.keyboard.press("Enter");
  await expect(box.getByRole("heading", { name: "Merci" })).toBeFocused();
  await visitor.keyboard.press("Escape");
  await expect(box).toHaveCount(0);
  expect(faults.filter((fault) => !fault.includes("ERR_INTERNET_DISCONNECTED") && !fault.includes("422"))).toEqual([]);
  expect(await countEvents(page, base, "Survey Answered", survey.id)).toBe(1);
  expect(await countEvents(page, base, "Survey Dismissed", survey.id)).toBe(0);

  // Who answered is left in peace, on other pages too.
  await visitor.getByRole("link", { name: "Panier" }).click();
  await expect(visitor).toHaveURL(`${shop.url}/cart`);
  await visitor.waitForLoadState("networkidle");
  await expect(box).toHaveCount(0);
  expect(await countEvents(page, base, "Survey Shown", survey.id)).toBe(1);
  expect((await context.cookies()).length).toBe(0);
  await context.close();

  // Who closes it is counted, and the page goes on where it was.
  const others = await browser.newContext({ locale: "en-GB", viewport: PHONE });
  const other = await others.newPage();
  await watch(other);
  await other.goto(shop.url);
  await expect(other.getByRole("dialog")).toBeVisible();
  // The machine may do other things too: the quicker of the two counts.
  times.push(await shownAfter(other));
  expect(Math.min(...times)).toBeLessThan(SHOWN_MS_MAX);
  await other.getByRole("dialog").getByRole("button", { name: "Fermer" }).click();
  await expect(other.getByRole("dialog")).toHaveCount(0);
  await expect.poll(() => countEvents(page, base, "Survey Dismissed", survey.id)).toBe(1);
  await others.close();

  await page.goto(new URL(`/surveys/${survey.id}`, base).href);
  const asked = page.getByRole("region", { name: "Asked in your pages" });
  await expect(asked).toContainText("When a page is opened.");
  await expect(asked).toContainText("2 people were asked in this period.");
  await expect(page.getByText(`<script async src="${base}/survey.js"></script>`)).toBeVisible();
  await page.request.post(new URL(`/api/v1/surveys/${survey.id}/state`, base).href, {
    headers: { "x-boussole": "1" },
    data: { state: "closed" },
  });
  shop.stop();
});

test("after an event of the page's own analytics, the answer is on the timeline of who was there", async ({
  page,
  browser,
}) => {
  const link = await server.signInLink;
  const base = new URL(link).origin;
  await page.goto(link);
  await expect(page).toHaveURL((url) => url.pathname === "/");
  const after = { after: "Order Completed", path: "/track", delay_seconds: 1, again_days: 90 };
  const survey = await makeSurvey(page, base, "After the order", "csat", after);
  const source = await page.request.post(new URL("/api/v1/sources", base).href, {
    headers: { "x-boussole": "1" },
    data: { name: "Shop", channel: "web" },
  });
  const { write_key } = await source.json();
  const shop = await openShop(base, write_key);
  const context = await browser.newContext({ locale: "fr-FR" });
  const visitor = await context.newPage();
  await visitor.goto(`${shop.url}/tracked`);
  await visitor.evaluate(async () => {
    const { analytics } = window as unknown as {
      analytics: { identify(id: string, traits: object): Promise<void>; track(name: string): Promise<void> };
    };
    await analytics.identify("client-7", { email: "anna@example.org" });
    await analytics.track("Order Completed");
  });
  const box = visitor.getByRole("dialog", { name: "Maison Rando" });
  await box.getByRole("radio", { name: "Très satisfait(e)", exact: true }).check();
  await box.getByRole("button", { name: "Envoyer ma réponse" }).click();
  await expect(box.getByRole("heading", { name: "Merci" })).toBeVisible();
  await expect.poll(() => countEvents(page, base, "Survey Answered", survey.id)).toBe(1);
  const found = await page.request.get(new URL("/api/v1/people?search=anna@example.org", base).href);
  const [person] = (await found.json()).items;
  await page.goto(new URL(`/customers/${person.id}`, base).href);
  for (const told of ["Survey shown", "Survey answered"]) {
    await expect(page.getByText(told, { exact: true }).first()).toBeVisible();
  }
  await context.close();
  shop.stop();
});
