import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Channel } from "../../api/sources";

/** The channels, the most usual first. */
export const CHANNELS: readonly Channel[] = ["web", "server", "mobile"];

/** What they are called. */
export const CHANNEL_NAMES: Record<Channel, MessageDescriptor> = {
  web: msg`Web site`,
  server: msg`Server`,
  mobile: msg`Mobile app`,
};
