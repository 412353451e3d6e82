import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

interface Audited {
  /** Whether it is a page without scripts, which has nothing to wait for. */
  isPlain?: boolean;
}

/** Fails on any violation of the rules of accessibility, in the light and in the dark scheme, of a page at rest. */
export async function expectAccessible(page: Page, { isPlain = false }: Audited = {}): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    if (!isPlain) {
      await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
    }
    // What is out of date is dimmed until it is replaced: a page that does so meanwhile is looked at again.
    await expect(async () => {
      await expect(page.locator("[data-stale]")).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const faults = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${colorScheme} ${id}: ${node.html}`));
      expect(faults).toEqual([]);
    }).toPass({ timeout: 60_000 });
    expect(await page.locator("h1").count()).toBe(1);
  }
}
