import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { TodayFinding } from "../../api/today";
import { usualValue } from "../../lib/events/values";
import { oneLine } from "../../lib/text";
import type { Teller } from "./teller";

type Condition = TodayFinding["group"][number];

const TEXT_LENGTH_MAX = 60;
/** Characters for private use: sentences mark their linked numbers with them, so no data may hold one. */
const PRIVATE_USE = /[\ue000-\uf8ff]/g;

/** How a condition is said, in the order in which a sentence names several. */
const PHRASES: Record<string, (value: string) => MessageDescriptor> = {
  payment_method: (value) => msg`with the payment method ${value}`,
  carrier: (value) => msg`with the carrier ${value}`,
  delivery_method: (value) => msg`with the delivery ${value}`,
  name: (value) => msg`for the product ${value}`,
  product: (value) => msg`for the product ${value}`,
  product_id: (value) => msg`for the product ${value}`,
  batch: (value) => msg`for the batch ${value}`,
  category: (value) => msg`in the category ${value}`,
  brand: (value) => msg`with the brand ${value}`,
  promise: (value) => msg`for the promise “${value}”`,
  topic: (value) => msg`about the topic ${value}`,
  reason: (value) => msg`for the reason ${value}`,
  survey: (value) => msg`in the survey ${value}`,
  campaign: (value) => msg`with the campaign ${value}`,
  utm_campaign: (value) => msg`with the campaign ${value}`,
  store: (value) => msg`in the shop ${value}`,
  step: (value) => msg`at the step “${value}”`,
  channel: (value) => msg`by the channel ${value}`,
  device: (value) => msg`on ${value}`,
  country: (value) => msg({ message: `in ${value}`, context: "country" }),
  region: (value) => msg`in the region ${value}`,
  city: (value) => msg({ message: `in ${value}`, context: "city" }),
};
const ORDER = Object.keys(PHRASES);

/** Values that many companies send, in words that fit these phrases; the other usual ones are said as elsewhere. */
const VALUES: Record<string, Record<string, MessageDescriptor>> = {
  device: { mobile: msg`mobile`, desktop: msg`desktop`, tablet: msg`tablet` },
  step: {
    delivery: msg({ message: "delivery", context: "step" }),
    shop: msg({ message: "shop", context: "step" }),
    support: msg({ message: "customer service", context: "step" }),
    return: msg({ message: "return", context: "step" }),
  },
  promise: { delivery: msg({ message: "delivery", context: "step" }) },
  channel: {
    web: msg({ message: "site", context: "channel" }),
    mobile: msg({ message: "application", context: "channel" }),
    store: msg({ message: "shop", context: "channel" }),
    phone: msg({ message: "telephone", context: "channel" }),
    email: msg({ message: "e-mail", context: "channel" }),
    chat: msg({ message: "chat", context: "channel" }),
  },
};

/** Says what a group of people or things has in common: `with the payment method wallet on mobile`. */
export function groupWords(group: readonly Condition[], teller: Teller): string {
  return group
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .map((condition) => phrase(condition, teller))
    .join(" ");
}

function rankOf({ property }: Condition): number {
  const rank = ORDER.indexOf(bare(property));
  return rank < 0 ? ORDER.length : rank;
}

function phrase(condition: Condition, teller: Teller): string {
  const { i18n } = teller;
  const property = bare(condition.property);
  if (property === "late" && typeof condition.value === "boolean") {
    return i18n._(condition.value ? msg`after a late delivery` : msg`after a delivery in time`);
  }
  const value = valueWords(property, condition.value, teller);
  const known = Object.hasOwn(PHRASES, property) ? PHRASES[property] : undefined;
  if (known) {
    return i18n._(known(value));
  }
  const name = plain(property);
  return i18n._(msg`with ${name} “${value}”`);
}

function valueWords(property: string, value: Condition["value"], { i18n, formats }: Teller): string {
  if (typeof value === "boolean") {
    return i18n._(value ? msg`yes` : msg`no`);
  }
  if (typeof value === "number") {
    return formats.decimal(value, 2);
  }
  const names = Object.hasOwn(VALUES, property) ? VALUES[property] : undefined;
  const own = names && Object.hasOwn(names, value) ? names[value] : undefined;
  const name = own ?? usualValue(property, value);
  return name ? i18n._(name) : plain(property === "country" ? formats.country(value) : value);
}

/** An attribute of people and a property of events are said alike. */
function bare(property: string): string {
  return property.replace(/^trait:/, "");
}

function plain(data: string): string {
  return oneLine(data.replace(PRIVATE_USE, ""), TEXT_LENGTH_MAX);
}
