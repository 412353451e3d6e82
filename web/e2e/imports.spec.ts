import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./audit.ts";

interface TestFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A name nobody used before, so that the specs can run again on the same server; short enough to be shown whole. */
function unique(letter: string): string {
  return `${letter}${Date.now().toString(36)}`;
}

/** A text in Windows-1252, as the French Excel saves it; what it holds lies in Latin-1. */
function frenchCsv(name: string, lines: string[]): TestFile {
  return { name, mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\r\n")}\r\n`, "latin1") };
}

/** Three orders and one whose date does not exist, under names of columns that no template expects. */
function frenchOrders(mark: string): TestFile {
  return frenchCsv(`${mark}.csv`, [
    "Réf. interne;Passée le;Acheteur;Courriel;Encaissé;Mémo",
    `${mark}-1;03/01/2025;${mark}-anna;anna@example.org;1 234,56;déjà cliente`,
    `${mark}-2;28/02/2025;${mark}-ben;ben@example.org;12,00;`,
    `${mark}-3;30/06/2025;${mark}-anna;anna@example.org;89,90;élève`,
    `${mark}-4;31/31/2025;${mark}-chloe;chloe@example.org;5,00;`,
  ]);
}

const COLUMNS = {
  "Order number": "Réf. interne",
  Date: "Passée le",
  "Customer number": "Acheteur",
  "E-mail": "Courriel",
  Amount: "Encaissé",
};

async function addFiles(page: Page, ...files: TestFile[]): Promise<void> {
  await page.locator('input[type="file"][multiple]').setInputFiles(files);
  await expect(page.getByText("All files have arrived")).toBeAttached();
}

/** Chooses the template for orders, and says which column of the file is which. */
async function matchColumns(page: Page): Promise<void> {
  // The other templates are folded away once one fits: only what was found says whether they are.
  await expect(page.getByText(/fits best|No template knows these columns/)).toBeVisible();
  const choice = page.getByRole("radio", { name: /^A file of orders/ });
  if (!(await choice.isVisible())) {
    await page.getByText("Another template").click();
  }
  await choice.check();
  for (const [wanted, column] of Object.entries(COLUMNS)) {
    await page.getByLabel(`Column of the file for: ${wanted}`, { exact: true }).selectOption(column);
  }
}

/** Undoes the import whose page is shown, so that other specs count what they counted before. */
async function undo(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Undo the import" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Undo the import" }).click();
  await expect(page.getByText("Undone", { exact: true })).toBeVisible();
}

test("a French file is matched, tried, imported and undone", async ({ page }) => {
  const mark = unique("f");
  await page.goto("/imports/new");
  await expect(page).toHaveTitle("New import · Boussole");
  await expectAccessible(page);

  await addFiles(page, frenchOrders(mark));
  const files = page.getByRole("list", { name: "Files" });
  await expect(files.getByText(`${mark}.csv`)).toBeVisible();
  await expect(files.getByText("CSV · semicolon · Windows-1252", { exact: false })).toBeVisible();

  await matchColumns(page);
  const result = page.getByRole("heading", { name: "What comes out" }).locator("..");
  await expect(
    result.getByText("3 events of 2 people, from 3 Jan 2025 to 30 Jun 2025", { exact: false }),
  ).toBeVisible();
  await expect(result.getByText(`Order ${mark}-1 placed`)).toBeVisible();
  await expect(result.getByText("1,234.56", { exact: false })).toBeVisible();
  await expect(result.getByText("1 row cannot be used")).toBeVisible();
  await expect(result.getByText("31/31/2025")).toBeVisible();
  await expectAccessible(page);

  // What was chosen survives a reload.
  await page.reload();
  await expect(page.getByLabel("Column of the file for: Amount", { exact: true })).toHaveValue("Encaissé");
  await expect(result.getByText("3 events of 2 people", { exact: false })).toBeVisible();

  await page.getByRole("button", { name: "Dry run" }).click();
  await expect(page.getByText("The whole files were read. Nothing was stored.")).toBeVisible();
  await expect(page.getByText("This adds 3 new events of 2 people", { exact: false })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page).toHaveURL(/\/imports\/\d+/);
  await expect(page.getByText("Done", { exact: true })).toBeVisible();
  await expect(page.getByRole("row", { name: "Order placed 3 0 0" })).toBeVisible();
  await expect(page.getByText("1 rejected row")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the rejected rows (CSV)" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  await expectAccessible(page);

  await page.getByRole("link", { name: "See the customers" }).click();
  await page.getByLabel("Search the customers").fill(`${mark}-ben`);
  await expect(page.getByText("1 person", { exact: true })).toBeVisible();

  await page.goto("/imports");
  const row = page.getByRole("listitem").filter({ hasText: `${mark}.csv` });
  await expect(row.getByText("3 new events")).toBeVisible();
  await expectAccessible(page);
  await row.getByRole("link").click();
  await undo(page);
  await expect(page.getByText(/^3 events were taken back on/)).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/customers?search=${mark}-ben`);
  await expect(page.getByText("0 people", { exact: true })).toBeVisible();
});

test("dates that may have the day or the month first are asked about", async ({ page }) => {
  const mark = unique("a");
  const lines = ["order_id,date,customer_id,amount", `${mark}-1,03/01/2025,${mark},10.00`];
  await page.goto("/imports/new");
  await addFiles(page, { name: `${mark}.csv`, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });
  await expect(page.getByText("Day and month cannot be told apart", { exact: false })).toBeVisible();
  const dates = page.getByLabel("Dates");
  await expect(dates).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page);
  await dates.selectOption({ label: "12/31/2025 (month first, as in the United States)" });
  const result = page.getByRole("heading", { name: "What comes out" }).locator("..");
  await expect(result.getByText("1 event of 1 person, from 1 Mar 2025", { exact: false })).toBeVisible();
  await dates.selectOption({ label: "31/12/2025 (day first)" });
  await expect(result.getByText("1 event of 1 person, from 3 Jan 2025", { exact: false })).toBeVisible();
});

test("a file that cannot be read says why, and is taken out", async ({ page }) => {
  await page.goto("/imports/new");
  await addFiles(page, { name: "empty.csv", mimeType: "text/csv", buffer: Buffer.alloc(0) });
  const files = page.getByRole("list", { name: "Files" });
  await expect(files.getByText("There is nothing in it.")).toBeVisible();
  await expectAccessible(page);
  await files.getByRole("button", { name: "Remove empty.csv" }).click();
  await expect(files).toHaveCount(0);
  await expect(page.getByText("or drop them here", { exact: false })).toBeVisible();
});

test("the demo company is told as what it is: simulated, and read from no file", async ({ page }) => {
  await page.goto("/imports/1");
  await expect(page.getByRole("row").filter({ hasText: "Order placed" })).toBeVisible();
  await expect(page.getByText(/^[1-9][\d,]* people$/)).toBeVisible();
  await expect(page.getByText(/rows? read/)).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "How the files were read" })).toHaveCount(0);
  await expectAccessible(page);
});

test("files that are no longer kept, and imports that never were, say so", async ({ page }) => {
  await page.goto("/imports/new?upload=gone");
  await expect(page.getByRole("heading", { name: "These files are no longer here" })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/imports/999999");
  await expect(page.getByRole("heading", { name: "This import does not exist" })).toBeVisible();
});

test("on a phone, nothing is wider than the screen", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const mark = unique("p");
  await page.goto("/imports/new");
  await addFiles(page, frenchOrders(mark));
  await matchColumns(page);
  await expect(page.getByRole("heading", { name: "What comes out" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectAccessible(page);
  await page.goto("/imports");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test("who may only look sees the imports, and nothing to make one", async ({ page }) => {
  await page.route("**/api/v1/session", async (route) => {
    const response = await route.fetch();
    const session = (await response.json()) as { member: { role: string } };
    session.member.role = "viewer";
    await route.fulfill({ response, json: session });
  });
  await page.goto("/imports");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "Import files" })).toHaveCount(0);
  await page.goto("/imports/new");
  await expect(page.getByRole("heading", { name: "You may look at imports, not make them" })).toBeVisible();
  await expectAccessible(page);
});
