import { expect, test } from "@playwright/test";
import { MEMBER_STATE, needed } from "./member.ts";

test("a one-time link signs in and leaves no token in the address", async ({ page, context }) => {
  await page.goto(needed("BOUSSOLE_SIGN_IN_LINK"));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page).toHaveURL((url) => url.pathname === "/");
  await page.goBack();
  expect(page.url()).not.toContain("token");
  await context.storageState({ path: MEMBER_STATE });
});
