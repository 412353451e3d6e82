import { msg, plural } from "@lingui/core/macro";
import { type Catalogue, type EventKind, known, type Telling } from "./model";
import { toldValue } from "./values";

/** Orders, from the cart to the refund. */
export const orders: Catalogue = {
  "Order Completed": orderEvent(msg`Order placed`, (order) => msg`Order ${order} placed`),
  "Order Approved": orderEvent(msg`Payment accepted`, (order) => msg`Payment of order ${order} accepted`),
  "Order Updated": orderEvent(msg`Order changed`, (order) => msg`Order ${order} changed`),
  "Order Cancelled": orderEvent(msg`Order cancelled`, (order) => msg`Order ${order} cancelled`, true),
  "Order Refunded": orderEvent(msg`Order refunded`, (order) => msg`Order ${order} refunded`, true),
  "Payment Failed": orderEvent(msg`Payment refused`, (order) => msg`Payment of order ${order} refused`, true),
  "Product Ordered": productEvent(msg`Product ordered`, (product) => msg`${product} ordered`),
  "Product Returned": productEvent(msg`Product returned`, (product) => msg`${product} returned`),
  "Product Added": productEvent(msg`Product added to the cart`, (product) => msg`${product} added to the cart`),
  "Product Removed": productEvent(
    msg`Product taken out of the cart`,
    (product) => msg`${product} taken out of the cart`,
  ),
  "Cart Viewed": { family: "order", label: msg`Cart viewed`, tell: (telling) => ({ details: cartDetails(telling) }) },
  "Cart Abandoned": {
    family: "order",
    label: msg`Cart abandoned`,
    tell: (telling) => ({ details: cartDetails(telling), trouble: true }),
  },
  "Checkout Started": {
    family: "order",
    label: msg`Checkout started`,
    tell: (telling) => ({ details: cartDetails(telling) }),
  },
  "Payment Info Entered": {
    family: "order",
    label: msg`Means of payment given`,
    tell: (telling) => ({ details: [...known(toldValue(telling, "payment_method")), ...cartDetails(telling)] }),
  },
  "Coupon Applied": {
    family: "order",
    label: msg`Coupon used`,
    tell: ({ read }) => ({ details: known(read.text("coupon_name", "coupon_id", "coupon")) }),
  },
};

type WithName = (name: string) => EventKind["label"];

function orderEvent(label: EventKind["label"], withOrder: WithName, trouble = false): EventKind {
  return {
    family: "order",
    label,
    tell: (telling) => {
      const order = telling.read.id("order_number", "order_id");
      const title = order ? { title: telling.i18n._(withOrder(order)) } : {};
      const why = known(toldValue(telling, "reason"));
      return { ...title, details: [...cartDetails(telling), ...why, ...known(telling.read.text("store"))], trouble };
    },
  };
}

function productEvent(label: EventKind["label"], withProduct: WithName): EventKind {
  return {
    family: "order",
    label,
    tell: ({ i18n, formats, read }) => {
      const product = read.text("name", "product_name", "title", "category") ?? read.id("sku", "product_id");
      const quantity = read.number("quantity");
      const many = quantity !== undefined && quantity !== 1 ? `× ${formats.number(quantity)}` : undefined;
      const title = product ? { title: i18n._(withProduct(product)) } : {};
      return { ...title, details: known(many, read.money(formats, "revenue", "price", "value")) };
    },
  };
}

/** How many items, and the amount. */
function cartDetails({ i18n, formats, read }: Telling): string[] {
  const lines = read.list("products");
  const n_items = read.number("n_items") ?? lines.reduce((sum, line) => sum + (line.number("quantity") ?? 1), 0);
  const items = n_items > 0 ? i18n._(msg`${plural(n_items, { one: "# item", other: "# items" })}`) : undefined;
  return known(items, read.money(formats, "total", "revenue", "value"));
}
