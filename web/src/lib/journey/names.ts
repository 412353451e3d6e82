import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { oneLine } from "../text";

const NAME_LENGTH_MAX = 80;

/** Stages and steps that come with Boussole; a name that somebody gave goes before. */
const OWN: Readonly<Record<string, MessageDescriptor>> = {
  discovery: msg`Discovery`,
  visit: msg`Visit`,
  signup: msg`Sign-up`,
  search: msg`Search`,
  find: msg`Search and lists`,
  product: msg`Product page`,
  purchase: msg`Purchase`,
  cart: msg`Cart`,
  checkout: msg`Checkout`,
  payment: msg`Payment`,
  order: msg`Order`,
  delivery: msg`Delivery`,
  shipping: msg`Shipping`,
  reception: msg`Reception`,
  use: msg`Use`,
  usage: msg`In use`,
  after_sales: msg`After-sales`,
  help: msg`Help`,
  return: msg`Return`,
  loyalty: msg`Loyalty`,
  opinion: msg`Review or survey`,
  sharing: msg`Sharing`,
};

/** Names a stage or a step: as somebody called it, else in the language of the page. */
export function partName({ id, name }: { id: string; name: string | null }, i18n: I18n): string {
  const own = Object.hasOwn(OWN, id) ? OWN[id] : undefined;
  return name ?? (own ? i18n._(own) : oneLine(id, NAME_LENGTH_MAX));
}
