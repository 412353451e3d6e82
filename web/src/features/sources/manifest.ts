import { msg } from "@lingui/core/macro";
import { findSources } from "../../api/sources";
import type { Manifest } from "../../lib/manifest";
import { plainText } from "../../lib/text";
import { IconPlugConnected } from "../../ui/icons";
import { sourcesRoute } from "./routes";

const FINDINGS_MAX = 6;

/** The origins of data: their keys, what they sent, and how to send. */
export const sources = {
  routes: [sourcesRoute],
  navigation: [{ to: "/settings/sources", label: msg`Collect`, icon: IconPlugConnected, ofWholeProject: true }],
  searches: [
    {
      heading: msg`Sources`,
      find: async (text, signal) => {
        const wanted = plainText(text);
        const known = await findSources(signal);
        // Who types the word itself wants to see all of them.
        const found = known.filter(({ name }) => plainText(name).includes(wanted) || "sources".startsWith(wanted));
        return found.slice(0, FINDINGS_MAX).map(({ id, name }) => ({
          id,
          label: name,
          description: undefined,
          to: "/settings/sources",
        }));
      },
    },
  ],
} as const satisfies Manifest;
