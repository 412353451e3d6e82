import { msg } from "@lingui/core/macro";
import { type Catalogue, known } from "./model";
import { toldValue } from "./values";

/** What is written down of the company itself: nobody's events. */
export const company: Catalogue = {
  "Cost Recorded": {
    family: "other",
    label: msg`Cost recorded`,
    tell: (telling) => ({
      details: known(
        telling.read.money(telling.formats, "amount"),
        toldValue(telling, "channel"),
        telling.read.text("campaign", "store"),
      ),
    }),
  },
  "Visit Counted": {
    family: "visit",
    label: msg`Visit counted, consent refused`,
    tell: (telling) => ({ details: known(toldValue(telling, "channel")) }),
  },
};
