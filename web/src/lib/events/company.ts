import { msg } from "@lingui/core/macro";
import { type Catalogue, known } from "./model";

/** What is written down of the company itself: nobody's events. */
export const company: Catalogue = {
  "Cost Recorded": {
    family: "other",
    label: msg`Cost recorded`,
    tell: ({ formats, read }) => ({
      details: known(read.money(formats, "amount"), read.text("channel"), read.text("campaign", "store")),
    }),
  },
  "Visit Counted": {
    family: "visit",
    label: msg`Visit counted, consent refused`,
    tell: ({ read }) => ({ details: known(read.text("channel")) }),
  },
};
