import { msg } from "@lingui/core/macro";
import type { Manifest } from "../../lib/manifest";
import { IconFileImport } from "../../ui/icons";
import { importListRoute, importRoute, newImportRoute } from "./routes";

/** Files that become events: what was imported, and a new import. */
export const uploads = {
  routes: [importListRoute, newImportRoute, importRoute],
  navigation: [{ to: "/imports", label: msg`Imports`, icon: IconFileImport, ofWholeProject: true }],
  searches: [],
} as const satisfies Manifest;
