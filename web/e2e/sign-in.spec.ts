import { expect, test } from "@playwright/test";
import { expectAccessible } from "./audit.ts";
import { needed } from "./member.ts";

test.use({ storageState: { cookies: [], origins: [] } });

test("a page that needs a session leads to the sign-in page, and remembers where one came from", async ({ page }) => {
  await page.goto("/customers?kind=customer");
  await expect(page).toHaveURL((url) => url.searchParams.get("from") === "/customers?kind=customer");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await expectAccessible(page);
});

test("a wrong password is said in plain words", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("nobody@example.org");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText("The e-mail address or the password is not right.");
  await expectAccessible(page);
});

test("a one-time link works once", async ({ page }) => {
  await page.goto(needed("BOUSSOLE_SIGN_IN_LINK"));
  await expect(page.getByRole("alert")).toContainText("This link was already used or has expired.");
  expect(page.url()).not.toContain("token");
});
