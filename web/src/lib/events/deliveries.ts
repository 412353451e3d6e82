import { msg, plural } from "@lingui/core/macro";
import { type Catalogue, type EventKind, known, type Telling } from "./model";
import { toldValue } from "./values";

const DAY_MS = 86_400_000;

/** Deliveries, and what was promised about them. */
export const deliveries: Catalogue = {
  "Order Shipped": delivery(msg`Order shipped`, (order) => msg`Order ${order} shipped`),
  "Order Delivered": delivery(msg`Order delivered`, (order) => msg`Order ${order} delivered`),
  "Return Requested": {
    family: "delivery",
    label: msg`Return asked for`,
    tell: (telling) => ({
      details: [...orderOf(telling), ...known(toldValue(telling, "reason"))],
      quote: telling.read.quote("text", "comment"),
      trouble: true,
    }),
  },
  "Delivery Failed": delivery(msg`Delivery failed`, (order) => msg`Delivery of order ${order} failed`, true),
  "Promise Made": {
    family: "promise",
    label: msg`Promise made`,
    tell: (telling) => {
      const due = dueDay(telling);
      return { ...(due ? { title: telling.i18n._(msg`Delivery promised by ${due}`) } : {}), details: orderOf(telling) };
    },
  },
  "Promise Kept": {
    family: "promise",
    label: msg`Promise kept`,
    tell: (telling) => ({ details: [...promisedFor(telling), ...orderOf(telling)] }),
  },
  "Promise Broken": {
    family: "promise",
    label: msg`Promise broken`,
    tell: (telling) => ({ details: [...promisedFor(telling), ...orderOf(telling)], trouble: true }),
  },
};

function delivery(
  label: EventKind["label"],
  withOrder: (order: string) => EventKind["label"],
  failed = false,
): EventKind {
  return {
    family: "delivery",
    label,
    tell: (telling) => {
      const order = telling.read.id("order_number", "order_id");
      const title = order ? { title: telling.i18n._(withOrder(order)) } : {};
      const late = lateness(telling);
      return {
        ...title,
        details: known(telling.read.text("carrier")),
        alarm: late,
        trouble: failed || late !== undefined,
      };
    },
  };
}

/** How late it came, in whole days; nothing when it came in time, or nobody can tell. */
function lateness({ i18n, read, timeMs, day }: Telling): string | undefined {
  const n_days = read.number("days_late") ?? daysAfter(read.text("promised_on"), day, read.text("due_at"), timeMs);
  if (n_days > 0) {
    return i18n._(msg`${plural(n_days, { one: "# day late", other: "# days late" })}`);
  }
  return read.flag("late") ? i18n._(msg`late`) : undefined;
}

/** Counts the days between the promised one and the one it was; by the clock when the days are not known. */
function daysAfter(
  promised: string | undefined,
  day: string | null,
  dueAt: string | undefined,
  timeMs: number,
): number {
  const byCalendar = (Date.parse(day ?? "") - Date.parse(promised ?? "")) / DAY_MS;
  const byClock = Math.ceil((timeMs - Date.parse(dueAt ?? "")) / DAY_MS);
  const n_days = Number.isNaN(byCalendar) ? byClock : Math.round(byCalendar);
  return Number.isNaN(n_days) ? 0 : n_days;
}

function orderOf({ i18n, read }: Telling): string[] {
  const order = read.id("order_number", "order_id");
  return order ? [i18n._(msg`order ${order}`)] : [];
}

function promisedFor(telling: Telling): string[] {
  const due = dueDay(telling);
  return due ? [telling.i18n._(msg`promised by ${due}`)] : [];
}

/** The promised day. `due_at` is the instant at which that day ends, so the day is the one just before it. */
function dueDay({ formats, read }: Telling): string | undefined {
  const text = read.text("promised_on", "due_at", "due", "due_date");
  if (text === undefined) {
    return undefined;
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return formats.plainDay(text);
  }
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : formats.date(instant - 1);
}
