import { msg } from "@lingui/core/macro";
import type { Manifest } from "../../lib/manifest";
import { IconSettings } from "../../ui/icons";
import { projectRoute, settingsRoute } from "./routes";

/** What the project says of itself, first of the settings. */
export const projects = {
  routes: [settingsRoute, projectRoute],
  navigation: [{ to: "/settings", label: msg`Settings`, icon: IconSettings }],
  searches: [],
} as const satisfies Manifest;
