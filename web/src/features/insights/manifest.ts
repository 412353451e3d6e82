import { msg } from "@lingui/core/macro";
import { findSavedQuestions } from "../../api/insights";
import type { Manifest } from "../../lib/manifest";
import { plainText } from "../../lib/text";
import { IconChartLine } from "../../ui/icons";
import { analysesRoute, questionRoute } from "./routes";
import { savedAddress } from "./saved";

const FINDINGS_MAX = 6;

/** Questions about what people do, and their answers. */
export const insights = {
  routes: [analysesRoute, questionRoute],
  navigation: [{ to: "/analyses", label: msg`Analyse`, icon: IconChartLine }],
  searches: [
    {
      heading: msg`Saved analyses`,
      find: async (text, signal) => {
        const wanted = plainText(text);
        const saved = await findSavedQuestions(signal);
        const found = saved.filter(({ name }) => plainText(name).includes(wanted));
        return found
          .slice(0, FINDINGS_MAX)
          .map((each) => ({ id: each.id, label: each.name, description: undefined, to: savedAddress(each) }));
      },
    },
  ],
} as const satisfies Manifest;
