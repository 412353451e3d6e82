import { msg } from "@lingui/core/macro";
import type { Manifest } from "../../lib/manifest";
import { IconRoute } from "../../ui/icons";
import { journeyEditRoute, journeyRoute } from "./routes";

/** The customer journey: its map with facts, and what it consists of. */
export const journeys = {
  routes: [journeyRoute, journeyEditRoute],
  navigation: [{ to: "/journeys", label: msg`Journeys`, icon: IconRoute }],
  searches: [],
} as const satisfies Manifest;
