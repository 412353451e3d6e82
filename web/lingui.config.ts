import type { LinguiConfig } from "@lingui/conf";
import { formatter } from "@lingui/format-po";

const config: LinguiConfig = {
  sourceLocale: "en",
  locales: ["en", "fr"],
  catalogs: [
    {
      path: "<rootDir>/src/locales/{locale}",
      include: ["<rootDir>/src"],
      exclude: ["**/features/insights/!(manifest).*", "**/features/insights/*/**"],
    },
    // The words of a large feature come with its pages.
    { path: "<rootDir>/src/locales/insights/{locale}", include: ["<rootDir>/src/features/insights"] },
  ],
  format: formatter({ lineNumbers: false }),
  orderBy: "message",
};

export default config;
