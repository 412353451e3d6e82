import { defineConfig } from "vite";

/** The script of surveys for the pages of other sites: one file, always of the same name. */
export default defineConfig({
  publicDir: false,
  build: {
    target: "es2022",
    cssTarget: "es2022",
    lib: { entry: "widget/survey.ts", formats: ["iife"], name: "boussoleSurvey", fileName: () => "survey.js" },
  },
});
