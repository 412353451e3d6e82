import { msg } from "@lingui/core/macro";
import type { Manifest } from "../../lib/manifest";
import { IconActivity } from "../../ui/icons";
import { liveEventsRoute, setAsideRoute } from "./routes";

/** What comes in: the events of this moment, and what was set aside. */
export const ingest = {
  routes: [liveEventsRoute, setAsideRoute],
  navigation: [{ to: "/live-events", label: msg`Live events`, icon: IconActivity }],
  searches: [],
} as const satisfies Manifest;
