import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Telling } from "./model";

type Words = Readonly<Record<string, MessageDescriptor>>;

const CHANNELS: Words = {
  chat: msg`chat`,
  email: msg`e-mail`,
  mobile: msg`mobile app`,
  phone: msg`phone`,
  post: msg`post`,
  push: msg`push notification`,
  server: msg`server`,
  sms: msg`text message`,
  social: msg`social networks`,
  store: msg({ message: "store", context: "channel" }),
  web: msg`website`,
};

const PAYMENT_METHODS: Words = {
  bank_transfer: msg`bank transfer`,
  card: msg`bank card`,
  cash: msg`cash`,
  cheque: msg`cheque`,
  credit_card: msg`credit card`,
  debit_card: msg`debit card`,
  gift_card: msg`gift card`,
  instalments: msg`in instalments`,
  transfer: msg`bank transfer`,
  voucher: msg`voucher`,
  wallet: msg`digital wallet`,
};

const REASONS: Words = {
  authentication_timeout: msg`authentication took too long`,
  bank_refusal: msg`refused by the bank`,
  changed_mind: msg`changed their mind`,
  customer_request: msg`asked for by the customer`,
  damaged: msg`damaged`,
  defective: msg`defective`,
  late: msg`late`,
  lost: msg`lost parcel`,
  not_as_described: msg`not as described`,
  out_of_stock: msg`out of stock`,
  returned: msg`product returned`,
  size: msg`wrong size`,
  technical_error: msg`technical error`,
};

const TOPICS: Words = {
  damaged_product: msg`damaged product`,
  delivery: msg`delivery`,
  payment: msg`payment`,
  product_advice: msg`product advice`,
  return: msg`product return`,
  size: msg`choice of size`,
  where_is_my_order: msg`where is my order?`,
};

/** The usual values of properties that the sentences of the history name. */
const VALUES = { channel: CHANNELS, payment_method: PAYMENT_METHODS, reason: REASONS, topic: TOPICS };

/** Returns the words for a usual value of a property; `undefined` for any other. */
export function usualValue(property: string, value: string): MessageDescriptor | undefined {
  const words: Words | undefined = Object.hasOwn(VALUES, property)
    ? VALUES[property as keyof typeof VALUES]
    : undefined;
  return words && Object.hasOwn(words, value) ? words[value] : undefined;
}

/** How programs write words: they are quoted where nobody has put them into the reader's language. */
const CODE = /^[a-z0-9]+(?:[_-][a-z0-9]+)+$/;

/** Tells the value of `property`, or else of one of `others`: in the reader's words when it is a usual one. */
export function toldValue(
  { i18n, read }: Pick<Telling, "i18n" | "read">,
  property: keyof typeof VALUES,
  ...others: string[]
): string | undefined {
  const value = read.text(property, ...others);
  if (value === undefined) {
    return undefined;
  }
  const usual = usualValue(property, value);
  if (usual) {
    return i18n._(usual);
  }
  return CODE.test(value) ? i18n._(msg`“${value}”`) : value;
}
