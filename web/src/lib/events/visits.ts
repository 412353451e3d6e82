import { msg } from "@lingui/core/macro";
import { type Catalogue, known } from "./model";
import { wait } from "./wait";

/** What people do on the site and in the application. */
export const visits: Catalogue = {
  "Page Viewed": {
    family: "visit",
    label: msg`Page viewed`,
    tell: ({ i18n, read }) => {
      const page = read.text("title", "name", "path", "url");
      return page
        ? {
            title: i18n._(msg`Page viewed: ${page}`),
            details: known(read.text("path")).filter((path) => path !== page),
          }
        : {};
    },
  },
  "Product Viewed": {
    family: "visit",
    label: msg`Product viewed`,
    tell: ({ i18n, formats, read }) => {
      const product = read.text("name", "product_name", "title") ?? read.id("sku", "product_id");
      const title = product ? { title: i18n._(msg`Product viewed: ${product}`) } : {};
      return { ...title, details: known(read.money(formats, "price")) };
    },
  },
  "Product List Viewed": {
    family: "visit",
    label: msg`Product list viewed`,
    tell: ({ read }) => ({ details: known(read.text("category", "list_id")) }),
  },
  "Products Searched": {
    family: "visit",
    label: msg`Search on the site`,
    tell: ({ i18n, read }) => {
      const query = read.text("query");
      return query ? { title: i18n._(msg`Search on the site: ${query}`) } : {};
    },
  },
  "Store Visited": {
    family: "visit",
    label: msg`Store visited`,
    tell: (telling) => ({ details: known(telling.read.text("store"), wait(telling)) }),
  },
  "Activity Recorded": {
    family: "visit",
    label: msg`Activity recorded`,
    tell: ({ i18n, formats, read }) => {
      const n_km = read.number("distance_km");
      const distance = n_km === undefined ? undefined : formats.number(n_km);
      return { details: known(read.text("name"), distance && i18n._(msg`${distance} km`)) };
    },
  },
  "Newsletter Subscribed": { family: "visit", label: msg`Newsletter subscribed to` },
  "Signed Up": {
    family: "visit",
    label: msg`Account created`,
    tell: ({ read }) => ({ details: known(read.text("store")) }),
  },
  "Signed In": { family: "visit", label: msg`Signed in to the account` },
  "Signed Out": { family: "visit", label: msg`Signed out of the account` },
};
