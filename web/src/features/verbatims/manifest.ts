import { msg } from "@lingui/core/macro";
import type { Manifest } from "../../lib/manifest";
import { IconMessages } from "../../ui/icons";
import { themesRoute, verbatimsRoute } from "./routes";

/** Verbatims: what customers wrote, and what it is about. */
export const verbatims = {
  routes: [verbatimsRoute, themesRoute],
  navigation: [{ to: "/verbatims", label: msg`Verbatims`, icon: IconMessages }],
  searches: [],
} as const satisfies Manifest;
