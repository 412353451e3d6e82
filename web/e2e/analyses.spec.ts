import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./audit.ts";

/** The kinds of questions by the name of their page. */
const KINDS = [
  ["trend", "Trend"],
  ["funnel", "Funnel"],
  ["retention", "Retention"],
  ["paths", "Paths"],
  ["score", "Score"],
  ["rate", "Rate"],
  ["sessions", "Visits"],
  ["histogram", "Distribution"],
] as const;

/** The address of a question. */
function address(kind: string, question: object, more: Record<string, string> = {}): string {
  return `/analyses/${kind}?${new URLSearchParams({ q: JSON.stringify(question), ...more })}`;
}

const ORDERS = {
  series: [{ select: { event: "Order Completed" }, measure: "people" }],
  interval: "month",
  range: { last: "365d" },
};
const FUNNEL = {
  steps: [{ event: "Product Viewed" }, { event: "Product Added" }, { event: "Order Completed" }],
  window: "7d",
  order: "ordered",
  range: { last: "90d" },
};

function answerOf(page: Page) {
  return page.getByRole("region", { name: "Answer", exact: true });
}

/** Opens the people behind a number, and returns what the panel says. */
async function peoplePanel(page: Page) {
  const panel = page.getByRole("dialog", { name: "The people concerned" });
  await expect(panel.getByRole("listitem").first()).toBeVisible();
  return panel;
}

test("the start page says what one can ask, and leads there", async ({ page }) => {
  await page.goto("/analyses");
  await expect(page).toHaveTitle("Analyses · Boussole");
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: "?" })).toHaveCount(9);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Where do people drop out?" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Funnel");
  await expect(answerOf(page).getByText("of the people who did")).toBeVisible();
});

for (const [kind, name] of KINDS) {
  test(`${name}: a sensible question is answered already, as a drawing and as a table`, async ({ page }) => {
    await page.goto(`/analyses/${kind}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await expect(answerOf(page).getByRole("link", { name: "Chart" })).toHaveAttribute("aria-current");
    await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
    await expectAccessible(page);
    await answerOf(page).getByRole("link", { name: "Table" }).click();
    await expect(answerOf(page).getByRole("table")).toBeVisible();
    await expectAccessible(page);
  });
}

test("the list behind a number has exactly as many people, and each has a page", async ({ page }) => {
  await page.goto(address("funnel", FUNNEL, { view: "table" }));
  for (const column of [1, 4]) {
    const button = answerOf(page).getByRole("row").nth(2).getByRole("cell").nth(column).getByRole("button");
    const number = await button.textContent();
    await button.click();
    const panel = await peoplePanel(page);
    await expect(panel.getByText(`${number} people`, { exact: true })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(panel).toHaveCount(0);
  }
  await answerOf(page).getByRole("row").nth(1).getByRole("button").first().click();
  const person = (await peoplePanel(page)).getByRole("link").first();
  const name = await person.textContent();
  await person.click();
  await expect(page).toHaveURL(/\/customers\/p\d+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name ?? "");
});

test("a bar of the chart leads to its people; the address holds which", async ({ page }) => {
  await page.goto(address("trend", ORDERS));
  const chart = answerOf(page).locator("[role=img]");
  await expect(chart.locator("svg")).toBeVisible();
  const box = await chart.boundingBox();
  await chart.click({ position: { x: (box?.width ?? 0) * 0.52, y: (box?.height ?? 0) * 0.6 } });
  await expect(page).toHaveURL(/who=/);
  await peoplePanel(page);
  await page.reload();
  await peoplePanel(page);
});

test("a list that is kept no more is made anew with its answer", async ({ page }) => {
  let n_asked = 0;
  await page.route("**/api/v1/insights/people", async (route) => {
    n_asked += 1;
    // The first token is one that the server does not know, as after a quarter of an hour.
    const body = route.request().postDataJSON();
    await route.continue(n_asked === 1 ? { postData: { ...body, drill: "0000000000000000.0.0" } } : {});
  });
  await page.goto(address("funnel", FUNNEL, { view: "table" }));
  await answerOf(page).getByRole("row").nth(1).getByRole("button").first().click();
  const panel = await peoplePanel(page);
  await expect(panel.getByText("it was computed again")).toBeVisible();
  expect(n_asked).toBe(2);
});

test("what is changed in the builder is asked, and the address holds it", async ({ page }) => {
  await page.goto(address("trend", ORDERS));
  await page.getByLabel("Cut by").selectOption("quarter");
  await expect(page).toHaveURL(/quarter/);
  await page.getByRole("combobox", { name: "Break down by, 1" }).click();
  await page.getByRole("option", { name: "channel" }).click();
  await expect(page).toHaveURL(/channel/);
  await expect(answerOf(page).getByRole("listitem").filter({ hasText: "web" })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Cut by")).toHaveValue("quarter");
  await expect(answerOf(page).getByRole("listitem").filter({ hasText: "web" })).toBeVisible();
});

test("the steps of a funnel are moved without a drag", async ({ page }) => {
  await page.goto(address("funnel", FUNNEL));
  await page.getByRole("button", { name: "What to do with step 3" }).press("Enter");
  await page.getByRole("menuitem", { name: "Move up" }).press("Enter");
  await expect(answerOf(page).getByRole("heading", { level: 2 })).toHaveText([
    /Product viewed/,
    /Order placed/,
    /Product added/,
  ]);
});

test("what is missing or refused is told at its field", async ({ page }) => {
  await page.goto(address("trend", ORDERS));
  await page.getByRole("button", { name: "Add a condition: Event of curve 1" }).click();
  await expect(page.getByText("Choose a property.")).toBeVisible();
  await page.goto(address("trend", { ...ORDERS, series: [{ select: { event: "Nothing" }, measure: "events" }] }));
  await expect(page.getByRole("main").getByRole("alert")).toHaveText("Curve 1: No event has this name.");
  await expect(page.getByRole("combobox", { name: "Event of curve 1" })).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
});

test("a part that cannot be changed is asked all the same, and can be removed", async ({ page }) => {
  await page.goto(address("trend", { ...ORDERS, timezone: "Asia/Tokyo" }));
  await expect(answerOf(page).getByText("Order placed")).toBeVisible();
  const kept = page.getByText('timezone: "Asia/Tokyo"');
  await expect(kept).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remove timezone" }).click();
  await expect(kept).toHaveCount(0);
  await expect(page).not.toHaveURL(/timezone/);
});

test("what the builder cannot read is the server's to judge, word for word", async ({ page }) => {
  await page.goto(address("trend", { ...ORDERS, smooth: true }));
  await expect(page.getByRole("main").getByRole("alert").first()).toContainText("no field `smooth`");
  await page.goto(address("trend", { ...ORDERS, interval: { every: 7 } }));
  await expect(page.getByText("This question is asked as it is written.")).toBeVisible();
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Change it here, without these parts" }).click();
  await expect(answerOf(page).getByText("Order placed")).toBeVisible();
});

test("a link that is no question says so", async ({ page }) => {
  await page.goto("/analyses/trend?q=%7B");
  await expect(page.getByText("This link could not be read")).toBeVisible();
});

test("conditions are nested, turned round and asked", async ({ page }) => {
  const where = { not: { any: [{ property: "channel", op: "=", value: "web" }, { all: [] }] } };
  await page.goto(address("trend", { ...ORDERS, where }));
  await expect(page.getByLabel("How conditions are joined").first()).toHaveValue("none");
  await page.getByLabel("How conditions are joined").first().selectOption("any");
  await expect(page).toHaveURL(/any/);
  await expectAccessible(page);
});

test("one period for all shows the value itself, with its range and its base", async ({ page }) => {
  await page.goto(address("rate", { rate: "conversion", interval: "all", range: { last: "30d" } }));
  await expect(answerOf(page).getByText(/^between .* and .*%$/)).toBeVisible();
  await expect(answerOf(page).getByRole("term")).toHaveText(["Base", "Of these"]);
  await expectAccessible(page);
});

test("the orders whose promises are set apart are chosen by their event or by a condition", async ({ page }) => {
  const cancelled = { property: "status", op: "=", value: "cancelled" };
  const voided = { event: "Order Completed", where: cancelled };
  await page.goto(address("rate", { rate: "promise_kept", voided, interval: "all", range: { last: "90d" } }));
  await expect(page.getByText("Or set apart by", { exact: true })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Or set apart by" })).toHaveValue("Order placed");
  await expect(answerOf(page).getByText(/^between .* and .*%$/)).toBeVisible();
  await expectAccessible(page);
});

test("so many weeks at a time are called by their first and last day", async ({ page }) => {
  const question = { ...ORDERS, interval: { every: "28d", from: "day" }, range: { last: "112d" } };
  await page.goto(address("trend", question, { view: "table" }));
  await expect(page.getByLabel("Cut by")).toHaveValue("28d day");
  await expect(answerOf(page).getByRole("cell", { name: /^\d+.*–.*\d+ \w+ \d{4}/ })).toHaveCount(4);
});

test("nothing found leads to the whole history", async ({ page }) => {
  await page.goto(address("trend", { ...ORDERS, range: { from: "2001-01-01", to: "2001-03-01" } }));
  await expect(page.getByRole("heading", { name: "Nothing of this kind in the period" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Look at the whole history" }).click();
  await expect(answerOf(page).getByRole("link", { name: "Table" })).toBeVisible();
});

test("the numbers are saved as files", async ({ page }) => {
  await page.goto(address("trend", ORDERS));
  for (const [item, ending] of [
    ["Excel (.xlsx)", ".xlsx"],
    ["Text (.csv)", ".csv"],
  ] as const) {
    await page.getByRole("button", { name: "Export" }).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: item }).click(),
    ]);
    expect(file.suggestedFilename()).toContain(ending);
  }
});

test("an analysis is saved, opened, renamed, deleted, and brought back", async ({ page }) => {
  const name = `Orders ${Date.now().toString(36)}`;
  await page.goto(address("trend", ORDERS));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await page.getByRole("link", { name: "Analyses", exact: true }).click();
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await page.getByLabel("Cut by").selectOption("week");
  await page.getByRole("button", { name: "Save the changes" }).click();
  await expect(page.getByRole("button", { name: "Save the changes" })).toHaveCount(0);

  await page.goto("/analyses");
  await page.getByRole("button", { name: `What to do with “${name}”` }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(`${name} 2`);
  await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
  const link = page.getByRole("link", { name: `${name} 2`, exact: true });
  await expect(link).toBeVisible();
  await expectAccessible(page);
  const remove = async () => {
    await page.getByRole("button", { name: `What to do with “${name} 2”` }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect(link).toHaveCount(0);
  };
  await remove();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(link).toBeVisible();
  await link.click();
  await expect(page.getByLabel("Cut by")).toHaveValue("week");
  await page.goto("/analyses");
  await remove();
});

test("people who did something are listed, and each has a page", async ({ page }) => {
  await page.goto(
    address("audience", { people: { all: [{ did: { event: "Order Completed" }, count: { op: ">=", value: 3 } }] } }),
  );
  const people = page.getByRole("region", { name: "People" });
  await expect(people.getByRole("row").nth(1)).toBeVisible();
  await expectAccessible(page);
  await people.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/customers\/p\d+$/);
});

for (const kind of ["trend", "funnel", "retention", "paths"]) {
  test(`on a phone, ${kind} fits`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`/analyses/${kind}`);
    await expect(answerOf(page).getByRole("link", { name: "Chart" })).toBeVisible();
    await page.getByText("The question", { exact: true }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page);
  });
}
