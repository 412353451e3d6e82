import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ChartModel } from "../../../charts/model";
import { oneLine } from "../../../lib/text";
import type { CalendarStep, Measure, RateName, RatePart, ScoreName, Statistic } from "../model/question";
import type { Teller } from "./teller";

/** The steps of the calendar in words. */
export const INTERVAL_NAMES: Record<CalendarStep, MessageDescriptor> = {
  hour: msg`Hour`,
  day: msg`Day`,
  week: msg`Week`,
  month: msg`Month`,
  quarter: msg`Quarter`,
  year: msg`Year`,
  all: msg`Whole period`,
};

/** The statistics of a property in words. */
export const STATISTIC_NAMES: Record<Statistic, MessageDescriptor> = {
  sum: msg`Sum`,
  avg: msg`Average`,
  min: msg`Smallest`,
  max: msg`Largest`,
  p50: msg`Median`,
  p90: msg`90th percentile`,
  p95: msg`95th percentile`,
  distinct: msg`Different values`,
};

/** The scores in words. */
export const SCORE_NAMES: Record<ScoreName, MessageDescriptor> = {
  nps: msg`NPS`,
  csat: msg`Satisfaction (CSAT)`,
  csat_4: msg`Satisfaction (CSAT), 1 to 4`,
  csat_7: msg`Satisfaction (CSAT), 1 to 7`,
  csat_10: msg`Satisfaction (CSAT), 1 to 10`,
  ces: msg`Ease (CES)`,
  ces_agreement: msg`Ease (CES), agreement`,
};

/** The rates in words. */
export const RATE_NAMES: Record<RateName, MessageDescriptor> = {
  conversion: msg`Conversion rate`,
  cart_abandonment: msg`Cart abandonment rate`,
  repeat_purchase: msg`Repeat purchase rate`,
  retention: msg`Retention rate`,
  churn: msg`Churn rate`,
  promise_kept: msg`Promises kept`,
  return: msg`Return rate`,
  resolution: msg`Resolution rate`,
};

/** The events that make a rate, in words. */
export const PART_NAMES: Record<RatePart, MessageDescriptor> = {
  start: msg`Starts with`,
  goal: msg`Reaches`,
  add: msg`Puts into the cart`,
  order: msg`Orders`,
  active: msg`Is active by`,
  promise: msg`Promise`,
  fulfilled: msg`Kept by`,
  cancelled: msg`Set apart by`,
  voided: msg`Or set apart by`,
  sold: msg`Sold`,
  returned: msg`Returned`,
  opened: msg`Opened`,
  resolved: msg`Resolved`,
  contact: msg`Contact`,
};

/** Says what a series counts. */
export function measureName(measure: Measure, { i18n }: Teller): string {
  if (measure === "events") {
    return i18n._(msg`number of times`);
  }
  if (measure === "people") {
    return i18n._(msg`people`);
  }
  const [statistic, property] = Object.entries(measure)[0] ?? [];
  const name = STATISTIC_NAMES[statistic as Statistic];
  return name ? `${i18n._(name)} · ${oneLine(String(property), 80)}` : "";
}

/** The words that every chart may need. */
export function chartWords({ i18n }: Teller): ChartModel["words"] {
  return { partial: i18n._(msg`Not finished`), small: i18n._(msg`Small sample`) };
}
