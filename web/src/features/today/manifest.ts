import { i18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Manifest } from "../../lib/manifest";
import { plainText } from "../../lib/text";
import { IconLayoutDashboard } from "../../ui/icons";
import { todayRoute } from "./routes";
import { LENGTHS } from "./search";

/** The start page: the figures of the day, and what to look at first. */
export const today = {
  routes: [todayRoute],
  navigation: [{ to: "/", label: msg`Today`, icon: IconLayoutDashboard }],
  searches: [
    {
      heading: msg`Today`,
      find: async (text) => {
        const wanted = plainText(text);
        return LENGTHS.map((days) => ({
          id: String(days),
          label: i18n._(msg`Today, the last ${days} days`),
          description: undefined,
          to: `/?days=${days}`,
        })).filter(({ label }) => plainText(label).includes(wanted));
      },
    },
  ],
} as const satisfies Manifest;
