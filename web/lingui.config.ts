import type { LinguiConfig } from "@lingui/conf";
import { formatter } from "@lingui/format-po";

/** Features with so many messages that they are fetched with their pages; the menu needs those of a manifest at once. */
const OWN_MESSAGES = ["ingest", "insights", "members", "people", "projects", "sources", "today", "uploads"];

const config: LinguiConfig = {
  sourceLocale: "en",
  locales: ["en", "fr"],
  catalogs: [
    {
      path: "<rootDir>/src/locales/{locale}",
      include: ["<rootDir>/src"],
      exclude: OWN_MESSAGES.flatMap((feature) => [
        `<rootDir>/src/features/${feature}/!(manifest).{ts,tsx}`,
        `<rootDir>/src/features/${feature}/*/**/*.{ts,tsx}`,
      ]),
    },
    ...OWN_MESSAGES.map((feature) => ({
      path: `<rootDir>/src/features/${feature}/locales/{locale}`,
      include: [`<rootDir>/src/features/${feature}`],
      exclude: [`<rootDir>/src/features/${feature}/manifest.ts`],
    })),
  ],
  format: formatter({ lineNumbers: false }),
  orderBy: "message",
};

export default config;
