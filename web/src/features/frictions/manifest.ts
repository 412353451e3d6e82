import { msg } from "@lingui/core/macro";
import type { Manifest } from "../../lib/manifest";
import { IconAlertTriangle } from "../../ui/icons";
import { frictionsRoute } from "./routes";

/** Frictions: what customers suffer from, what it costs, and what is decided. */
export const frictions = {
  routes: [frictionsRoute],
  navigation: [{ to: "/frictions", label: msg`Frictions`, icon: IconAlertTriangle }],
  searches: [],
} as const satisfies Manifest;
