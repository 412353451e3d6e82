import { expect, type Locator, type Page } from "@playwright/test";

/** Opens the palette from the keyboard, and returns where one types. */
export async function openPalette(page: Page): Promise<Locator> {
  const search = page.getByPlaceholder("Page, name, e-mail or identifier");
  // The page listens a moment after it is drawn, and a second press would close what the first one opens.
  await expect(async () => {
    if (!(await search.isVisible())) {
      await page.keyboard.press("Control+k");
    }
    await expect(search).toBeFocused({ timeout: 5_000 });
  }).toPass();
  return search;
}
