import { expect, test } from "@playwright/test";

test("a session that ended elsewhere leads to the sign-in page; signing out does too", async ({ page, context }) => {
  await page.goto("/customers");
  await expect(page.locator("tbody tr").first()).toBeVisible();
  const cookies = await context.cookies();
  await context.clearCookies();
  await page.getByRole("columnheader", { name: "Orders" }).getByRole("link").click();
  await expect(page.getByRole("alert")).toContainText("You have been signed out.");
  await expect(page).toHaveURL((url) => url.searchParams.get("from")?.startsWith("/customers?sort=") ?? false);

  await context.addCookies(cookies);
  await page.goto("/customers");
  await page.getByRole("button", { name: "Your menu" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto("/customers");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
});
