import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { IconType } from "../../lib/manifest";
import {
  IconChartBar,
  IconChartFunnel,
  IconChartLine,
  IconClock,
  IconGauge,
  IconPercentage,
  IconRepeat,
  IconRoute,
  IconUsersGroup,
} from "../../ui/icons";
import type { Kind } from "./model/kind";

/** How a kind of question is called and shown. */
export interface KindWords {
  icon: IconType;
  name: MessageDescriptor;
  /** What it answers, in the words of the trade. */
  asks: MessageDescriptor;
  /** When one needs it. */
  why: MessageDescriptor;
}

/** The kinds of questions in words. */
export const KIND_WORDS: Record<Kind, KindWords> = {
  trend: {
    icon: IconChartLine,
    name: msg`Trend`,
    asks: msg`How does it evolve?`,
    why: msg`Orders, visits, revenue: by day, week or month, by channel or country.`,
  },
  funnel: {
    icon: IconChartFunnel,
    name: msg`Funnel`,
    asks: msg`Where do people drop out?`,
    why: msg`From one step to the next: how many go on, how long it takes them.`,
  },
  retention: {
    icon: IconRepeat,
    name: msg`Retention`,
    asks: msg`Do they come back?`,
    why: msg`Of those who began in the same period, the share who returned.`,
  },
  paths: {
    icon: IconRoute,
    name: msg`Paths`,
    asks: msg`Which way do they take?`,
    why: msg`What people do one after the other in a visit.`,
  },
  score: {
    icon: IconGauge,
    name: msg`Score`,
    asks: msg`Are they satisfied?`,
    why: msg`NPS, satisfaction and ease, with their range.`,
  },
  rate: {
    icon: IconPercentage,
    name: msg`Rate`,
    asks: msg`What share of them?`,
    why: msg`Conversion, abandoned carts, repeat purchase, churn, promises kept.`,
  },
  sessions: {
    icon: IconClock,
    name: msg`Visits`,
    asks: msg`How do visits go?`,
    why: msg`How many, how long, and how many end at once.`,
  },
  histogram: {
    icon: IconChartBar,
    name: msg`Distribution`,
    asks: msg`How are values spread?`,
    why: msg`Amounts of orders, prices, delays: from the smallest to the largest.`,
  },
  audience: {
    icon: IconUsersGroup,
    name: msg`People`,
    asks: msg`Who did it?`,
    why: msg`The people who did, or did not, what you choose.`,
  },
};
