import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { brotliBeside } from "./plugins/brotli-beside.ts";
import { linguiMacros } from "./plugins/lingui-macros.ts";

/** Where a server of Boussole listens while the interface is developed with `npm run dev`. */
const apiAddress = process.env.BOUSSOLE_URL ?? "http://127.0.0.1:8080";
/** The server refuses changes from another site: it is told the host that the browser sees. */
const server = { target: apiAddress, changeOrigin: false };
const proxy = { "/api": server, "/v1": server };

/** The packages that every page needs, so that nobody fetches more for finding them together. */
const BASE =
  /node_modules[\\/](react|react-dom|scheduler|@tanstack|@lingui|@mantine[\\/]core[\\/]esm[\\/]core|@mantine[\\/]hooks)[\\/]/;

export default defineConfig({
  plugins: [linguiMacros(), react(), lingui({ failOnMissing: true, failOnCompileError: true }), brotliBeside()],
  server: { proxy },
  preview: { proxy },
  build: {
    manifest: true,
    // The script of surveys lies there already: its build comes first, and begins with nothing.
    emptyOutDir: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What every page needs anyway is one file: many small ones are larger together.
        codeSplitting: { groups: [{ name: "base", test: BASE }] },
      },
    },
  },
  test: {
    // Logic needs no browser; a test that draws asks for jsdom in its first line.
    environment: "node",
    setupFiles: ["src/test-setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
