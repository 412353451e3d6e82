import { defineConfig, devices } from "@playwright/test";
import { MEMBER_STATE, needed } from "./e2e/member.ts";

/** Chromium of the system: nothing is downloaded. */
const CHROMIUM = process.env.BOUSSOLE_CHROMIUM ?? "/usr/bin/chromium";

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/artifacts",
  reporter: [["list"]],
  // One worker: the specs share one session and one server.
  workers: 1,
  forbidOnly: true,
  // A machine that does other things too is slow, not wrong.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    ...devices["Desktop Chrome"],
    baseURL: needed("BOUSSOLE_URL"),
    locale: "en-GB",
    timezoneId: "Europe/Paris",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: CHROMIUM,
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "sign-in", testMatch: "sign-in.setup.ts" },
    { name: "pages", testMatch: "*.spec.ts", dependencies: ["sign-in"], use: { storageState: MEMBER_STATE } },
    // What arrives today moves the day that figures are counted back from: it comes once the others have counted.
    { name: "late", testMatch: "*.late.ts", dependencies: ["pages"], use: { storageState: MEMBER_STATE } },
    // Signing out ends the shared session, so it comes last.
    { name: "sign-out", testMatch: "sign-out.last.ts", dependencies: ["late"], use: { storageState: MEMBER_STATE } },
    { name: "shots", testMatch: "shots.ts", dependencies: ["sign-in"], use: { storageState: MEMBER_STATE } },
  ],
});
