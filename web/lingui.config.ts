import type { LinguiConfig } from "@lingui/conf";
import { formatter } from "@lingui/format-po";

/** Features with so many messages that they are fetched with their pages; the menu needs those of a manifest at once. */
const FEATURES = [
  "frictions",
  "ingest",
  "insights",
  "journeys",
  "mail",
  "members",
  "notifications",
  "people",
  "projects",
  "sources",
  "surveys",
  "today",
  "uploads",
  "verbatims",
];
/** What the first page does not need, and several others do. */
const SHARED = ["lib/events", "lib/journey", "ui/refusal"];
const OWN_MESSAGES = [...FEATURES.map((feature) => `features/${feature}`), ...SHARED];

const config: LinguiConfig = {
  sourceLocale: "en",
  locales: ["en", "fr"],
  catalogs: [
    {
      path: "<rootDir>/src/locales/{locale}",
      include: ["<rootDir>/src"],
      exclude: OWN_MESSAGES.flatMap((folder) => [
        `<rootDir>/src/${folder}/!(manifest).{ts,tsx}`,
        `<rootDir>/src/${folder}/*/**/*.{ts,tsx}`,
      ]),
    },
    ...OWN_MESSAGES.map((folder) => ({
      path: `<rootDir>/src/${folder}/locales/{locale}`,
      include: [`<rootDir>/src/${folder}`],
      exclude: [`<rootDir>/src/${folder}/manifest.ts`],
    })),
  ],
  format: formatter({ lineNumbers: false }),
  orderBy: "message",
};

export default config;
