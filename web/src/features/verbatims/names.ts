import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Polarity, VerbatimAlarm, VerbatimStepRule } from "../../api/verbatims";

/** The themes that come with Boussole. */
export const THEME_NAMES: Readonly<Record<string, MessageDescriptor>> = {
  delivery: msg`Delivery`,
  stock: msg`Availability`,
  quality: msg`Product quality`,
  fit: msg`Size and fit`,
  price: msg`Price`,
  payment: msg`Payment`,
  website: msg`Site and app`,
  order: msg`Order`,
  returns: msg`Returns`,
  refund: msg`Refund`,
  support: msg`Customer service`,
  staff: msg`Staff`,
  wait: msg`Waiting`,
  store: msg`Shops`,
  billing: msg`Invoices`,
  contract: msg`Contract`,
  loyalty: msg`Loyalty programme`,
  information: msg`Information`,
  packaging: msg`Packaging`,
  safety: msg`Safety`,
  luggage: msg`Luggage`,
  travel: msg`Travel`,
  repair: msg`Repair`,
};

/** Whether something is praised or blamed. */
export const POLARITY_NAMES: Readonly<Record<Polarity, MessageDescriptor>> = {
  positive: msg`Positive`,
  negative: msg`Negative`,
  mixed: msg`Mixed`,
  neutral: msg`Neutral`,
};

/** What must not wait. */
export const ALARM_NAMES: Readonly<Record<VerbatimAlarm, MessageDescriptor>> = {
  danger: msg`Danger`,
  legal: msg`Legal threat`,
  leaving: msg`About to leave`,
  urgent: msg`Urgent`,
};

/** Where something was written. */
export const EVENT_NAMES: Readonly<Record<string, MessageDescriptor>> = {
  "Survey Answered": msg`Survey`,
  "NPS Answered": msg`Survey`,
  "Review Submitted": msg`Review`,
  "Product Reviewed": msg`Review`,
  "Complaint Opened": msg`Complaint`,
  "Conversation Opened": msg`Message`,
  "Message Received": msg`Message`,
  "Return Requested": msg`Return`,
};

/** How the step of a text is known. */
export const RULE_NAMES: Readonly<Record<VerbatimStepRule, MessageDescriptor>> = {
  events: msg`by what they had done before`,
  survey: msg`by the survey that asked`,
  theme: msg`by what they write about`,
};
