import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./audit.ts";
import { OwnServer } from "./own-server.ts";

const PHONE = { width: 390, height: 844 };

async function expectNothingWider(page: Page): Promise<void> {
  await page.setViewportSize(PHONE);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
}

test("each survey tells its figure with range and base, who answered, and what was written", async ({ page }) => {
  await page.goto("/surveys");
  await expect(page).toHaveTitle("Surveys · Boussole");
  const rows = page.getByRole("list", { name: "Surveys" }).getByRole("listitem");
  await expect(rows).toHaveCount(7);
  await expect(rows.filter({ hasText: "Recommandation après livraison" })).toContainText(/\d+ people answered/);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Recommandation après livraison" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Recommandation après livraison");
  await expect(page.getByText(/^between [+−-]?\d+ and \+\d+; base: \d+ answers$/)).toBeVisible();
  await expect(page.getByRole("img", { name: "QR code of the address" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "See who answered" }).click();
  await expect(page.getByRole("dialog").getByRole("link").first()).toBeVisible();
  await page.keyboard.press("Escape");
  const responses = page.getByRole("region", { name: "What people answered" });
  const told = responses.getByRole("status");
  const n_written = Number((await told.textContent())?.replace(/\D/g, ""));
  await responses.getByLabel("Only with a comment").uncheck();
  await expect(page).toHaveURL(/all=true/);
  await expect(told).not.toHaveText(`${n_written} responses`);
  await responses.getByRole("searchbox").fill("livraison");
  await expect(page).toHaveURL(/search=livraison/);
  await expect(responses.getByRole("listitem").first()).toContainText(/livraison/i);
  const file = page.waitForEvent("download");
  await responses.getByRole("link", { name: "Export" }).click();
  expect((await file).suggestedFilename()).toBe("responses.csv");
  await page.getByRole("link", { name: "See it over time" }).click();
  await expect(page).toHaveURL((url) => url.pathname === "/analyses/score");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Recommandation après livraison");
  await expectNothingWider(page);
  await page.goto("/surveys/none");
  await expect(page.getByRole("heading", { name: "There is no such survey" })).toBeVisible();
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

  test("a survey is made, opened, answered by the keyboard alone, and its answer is read", async ({
    page,
    browser,
  }) => {
    const link = await server.signInLink;
    await page.goto(link);
    await expect(page).toHaveURL((url) => url.pathname === "/");
    await page.goto(new URL("/surveys", link).href);
    await expect(page.getByRole("heading", { name: "Ask your customers" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: "New survey" }).click();
    await page.getByRole("radio", { name: "Recommendation (NPS)" }).check();
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByLabel("Name of the survey")).toHaveAccessibleDescription(/name is empty/);
    await page.getByLabel("Name of the survey").fill("After a delivery");
    await page.getByLabel("Who asks").fill("Maison Rando");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page).toHaveURL((url) => url.pathname === "/surveys/after-a-delivery/edit");
    await expectAccessible(page);
    await page.getByLabel("Step of the customer journey").selectOption("Reception");
    // A second question, with choices of which one has no text yet: it is refused, and nothing is lost.
    await page.getByLabel("Add a question").selectOption("multiple_choice");
    const second = page.getByRole("group", { name: "Question 2" });
    await second.getByRole("button", { name: "Add a choice" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("alert")).toContainText("Each text is needed in each language");
    await second.getByLabel("Choice 7 (Français)").fill("Un salon");
    await second.getByLabel("Choice 7 (English)").fill("A fair");
    await page.getByLabel("Write to customers", { exact: true }).check();
    await expect(page.getByText("Mail is not set up yet")).toBeVisible();
    await page.getByRole("combobox", { name: "After this event" }).fill("Order Completed");
    await page.keyboard.press("Escape");
    await page.getByLabel("How many hours later").fill("48");
    await page.getByLabel("When somebody is written to").selectOption("periodic");
    await expect(page.getByLabel("How many hours later")).toHaveCount(0);
    await expect(page.getByRole("combobox", { name: "Those who did this in between" })).toHaveValue("");
    await page.getByLabel("When somebody is written to").selectOption("after");
    await expect(page.getByLabel("How many hours later")).toHaveValue("48");
    await page.getByRole("combobox", { name: "After this event" }).first().fill("Order Completed");
    await page.keyboard.press("Escape");
    await page.getByLabel("Show a box in a corner of the page").check();
    await page.getByLabel("Only on pages whose address contains").fill("cart");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("alert")).toContainText("begins with “/”");
    await page.getByLabel("Only on pages whose address contains").fill("/cart");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page).toHaveURL((url) => url.pathname === "/surveys/after-a-delivery");
    await expect(page.getByText("Nobody can answer it yet.")).toBeVisible();
    await expect(page.getByText("About the step “Reception” of the journey.")).toBeVisible();
    const preview = await page.request.get(new URL("/api/v1/surveys/after-a-delivery/preview?language=en", link).href);
    expect(await preview.text()).toContain("Preview: nothing is sent");
    await page.getByRole("button", { name: "Open the survey" }).click();
    await expect(page.getByText("whoever has its address can answer", { exact: false }).first()).toBeVisible();
    await expectAccessible(page);
    const address = (await page.locator("code").first().textContent()) ?? "";

    // Somebody who is nobody's member, without scripts.
    const context = await browser.newContext({ javaScriptEnabled: false, locale: "fr-FR", viewport: PHONE });
    const customer = await context.newPage();
    await customer.goto(address);
    await expect(customer.getByRole("heading", { level: 1 })).toHaveText("Maison Rando");
    await expect(customer.getByLabel("Qu’aurions-nous dû mieux faire")).toBeHidden();
    await customer.keyboard.press("Tab");
    await expect(customer.getByRole("link", { name: "English" })).toBeFocused();
    await customer.keyboard.press("Tab");
    await customer.keyboard.press("Space");
    await expect(customer.getByRole("radio", { name: "0, Pas du tout probable" })).toBeChecked();
    await customer.keyboard.press("ArrowRight");
    await customer.keyboard.press("ArrowRight");
    await expect(customer.getByRole("radio", { name: "2", exact: true })).toBeChecked();
    await customer.keyboard.press("Tab");
    await expect(customer.getByLabel("Qu’aurions-nous dû mieux faire")).toBeFocused();
    await customer.keyboard.type("Le colis est arrivé ouvert");
    await customer.keyboard.press("Tab");
    await customer.keyboard.press("Space");
    await expect(customer.getByRole("checkbox", { name: "Un proche" })).toBeChecked();
    await customer.getByRole("button", { name: "Envoyer ma réponse" }).focus();
    await customer.keyboard.press("Enter");
    await expect(customer.getByRole("heading", { level: 1 })).toHaveText("Merci");
    await customer.reload();
    await expect(customer.getByRole("heading", { level: 1 })).toHaveText("Merci");
    await context.close();

    // The page as others see it: audited with scripts, which the audit needs.
    const others = await browser.newContext({ locale: "en-GB", viewport: PHONE });
    const seen = await others.newPage();
    await seen.goto(address);
    await seen.getByRole("button", { name: "Send my answer" }).click();
    await expect(seen.getByRole("alert")).toContainText("Please answer this question.");
    await expectAccessible(seen, { isPlain: true });
    expect(await seen.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await others.close();

    await page.reload();
    await expect(page.getByText("48 hours after “Order Completed”.")).toBeVisible();
    await expect(
      page.getByText("5 seconds after a page is opened. Only on pages whose address contains “/cart”."),
    ).toBeVisible();
    await expect(page.getByText("Nobody was asked in this period.")).toHaveCount(2);
    await expect(page.getByText(/^<script async src="http.*\/survey\.js"><\/script>$/)).toBeVisible();
    await expect(page.getByText("1 answer in this period: too few to say anything.").first()).toBeVisible();
    const responses = page.getByRole("region", { name: "What people answered" });
    await expect(responses.getByRole("listitem")).toHaveCount(1);
    await expect(responses.getByRole("listitem")).toContainText("Le colis est arrivé ouvert");
    await page.getByRole("button", { name: "Close the survey" }).click();
    await expect(page.getByText("The survey is closed: answers are no longer taken.")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("button", { name: "Close the survey" })).toBeVisible();

    // A draft that nobody wants is deleted.
    await page.goto(new URL("/surveys/new", link).href);
    await page.getByLabel("Name of the survey").fill("Draft");
    await page.getByLabel("Who asks").fill("Maison Rando");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("link", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Delete the draft" }).click();
    await expect(page).toHaveURL((url) => url.pathname === "/surveys");
    await expect(page.getByRole("link", { name: "After a delivery" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Draft" })).toHaveCount(0);
    const rules = page.getByRole("region", { name: "How often one person is asked" });
    await expect(rules).toContainText("never twice within 30 days, and 6 times a year at most");
    await rules.getByLabel("Days of rest").fill("14");
    await rules.getByRole("button", { name: "Save" }).click();
    await expect(rules).toContainText("never twice within 14 days");
    await expectAccessible(page);
  });
});
