import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { WantedColumn } from "../../api/uploads";
import { oneLine } from "../../lib/text";

const NAME_LENGTH_MAX = 80;

/** What a column holds, in the words of the trade; the name in the template stands beside it. */
const COLUMNS: Record<string, MessageDescriptor> = {
  agent: msg`Agent`,
  amount: msg`Amount`,
  answer_id: msg`Number of the answer`,
  answered_at: msg`Answered on`,
  call_id: msg`Number of the call`,
  campaign: msg`Campaign`,
  channel: msg`Channel`,
  city: msg`City`,
  conversation_id: msg`Number of the conversation`,
  country: msg`Country`,
  currency: msg`Currency`,
  customer_id: msg`Customer number`,
  date: msg`Date`,
  email: msg`E-mail`,
  ended_at: msg`Ended on`,
  label: msg`Label`,
  message_id: msg`Number of the message`,
  name: msg`Name`,
  opened_at: msg`Opened on`,
  order_id: msg`Order number`,
  phone: msg`Phone`,
  price: msg`Price`,
  product: msg`Product`,
  product_id: msg`Product number`,
  quantity: msg`Quantity`,
  rating: msg`Rating`,
  reason: msg`Reason`,
  resolved_at: msg`Resolved on`,
  review_id: msg`Number of the review`,
  score: msg`Score`,
  sku: msg`Product number`,
  started_at: msg`Started on`,
  status: msg`Status`,
  step: msg`Step`,
  store: msg`Store`,
  subject: msg`Subject`,
  survey: msg`Survey`,
  text: msg`Comment`,
  title: msg`Title`,
  topic: msg`Topic`,
};

const KINDS: Record<WantedColumn["kind"], MessageDescriptor> = {
  text: msg({ message: "text", context: "kind of column" }),
  integer: msg({ message: "whole number", context: "kind of column" }),
  decimal: msg({ message: "number", context: "kind of column" }),
  boolean: msg({ message: "yes or no", context: "kind of column" }),
  date: msg({ message: "date", context: "kind of column" }),
  time: msg({ message: "date, with or without hour", context: "kind of column" }),
};

/** Names a column of a template: in words where there are some, else as the template does. */
export function columnLabel(name: string, i18n: I18n): string {
  const words = Object.hasOwn(COLUMNS, name) ? COLUMNS[name] : undefined;
  return words ? i18n._(words) : oneLine(name, NAME_LENGTH_MAX);
}

/** Names what the cells of a column are. */
export function kindName(kind: WantedColumn["kind"], i18n: I18n): string {
  return i18n._(KINDS[kind]);
}
