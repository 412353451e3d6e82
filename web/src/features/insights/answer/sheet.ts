import type { PeopleRequest } from "../../../api/insights";
import type { ChartModel } from "../../../charts/model";
import { isDecimal } from "../../../lib/money";
import type { Teller } from "./teller";

/** What the values of a column are; a share is a ratio from 0 to 1. */
export type ColumnKind = "text" | "day" | "count" | "number" | "money" | "points" | "share" | "seconds";

/** A column of the table of an answer. */
export interface Column {
  name: string;
  kind: ColumnKind;
}

/** The people behind a number. */
export interface Who {
  /** Identifies the number in the address, also when the question is asked again. */
  id: string;
  /** What was counted, in words. */
  label: string;
  /** How many people the number says there are, where it counts people. */
  n_people: number | undefined;
  request: PeopleRequest;
}

/** A value, and who is behind it. */
export interface Cell {
  /** Money is decimal text, a day its label. */
  value: string | number | null;
  who?: Who | undefined;
  /** How a day is written. */
  text?: string;
  /** How dark its background is, from 0 to 1. */
  heat?: number;
  /** It is not finished. */
  partial?: boolean;
}

/** A row of the table of an answer. */
export interface Row {
  id: string;
  cells: Cell[];
  /** It is not finished. */
  partial?: boolean;
  /** It says too little to be compared. */
  small?: boolean;
}

/** An answer as rows and columns: what the table shows and the files hold. */
export interface Sheet {
  columns: Column[];
  rows: Row[];
}

/** One value on its own, with what must be known to read it. */
export interface Figure {
  id: string;
  /** The group; the whole has no name. */
  name: string;
  value: string;
  /** The ends of its range. */
  range?: [string, string] | undefined;
  /** Where value and range lie on the scale of all figures, from 0 to 1. */
  place?: { value: number; low: number; high: number } | undefined;
  small: boolean;
  /** On what it rests: names of columns, and values with who is behind them. */
  facts: { name: string; value: string; who: Who | undefined }[];
}

/** An answer in words, as a table, and as a chart where one helps. */
export interface Told {
  /** The finding, in one sentence. */
  finding: string;
  /** What else must be known to read it. */
  notes: string[];
  sheet: Sheet;
  chart?: ChartModel;
  /** The values themselves, where there is one a group. */
  figures?: Figure[];
  /** Who is behind a value of the chart. */
  behind?: (series: number, index: number) => Who | undefined;
  /** Nothing was found at all. */
  empty: boolean;
}

/** Below this base a number is marked and not compared. */
export const SMALL_BASE = 30;
/** Below this base a score or a rate is not shown. */
export const HIDDEN_BASE = 5;

/** Writes a value as it is shown. */
export function writeCell({ value, text }: Cell, { kind }: Column, teller: Teller): string {
  if (text !== undefined) {
    return text;
  }
  if (value === null) {
    return "–";
  }
  return typeof value === "number" ? writeNumber(value, kind, teller) : writeText(value, kind, teller);
}

/** Writes a number of a kind. */
export function writeNumber(value: number, kind: ColumnKind, { formats }: Teller): string {
  switch (kind) {
    case "share":
      return formats.percent(value);
    case "seconds":
      return formats.span(value);
    case "points":
      return new Intl.NumberFormat(formats.tag, { maximumFractionDigits: 0, signDisplay: "exceptZero" }).format(value);
    case "money":
      return formats.currency
        ? new Intl.NumberFormat(formats.tag, {
            style: "currency",
            currency: formats.currency,
            currencyDisplay: "narrowSymbol",
            // A round amount, as on a scale, needs no cents.
            ...(Number.isInteger(value) || Math.abs(value) >= 1000 ? { maximumFractionDigits: 0 } : {}),
          }).format(value)
        : formats.decimal(value, 2);
    case "count":
      return formats.number(value);
    default:
      return formats.decimal(value, 2);
  }
}

function writeText(value: string, kind: ColumnKind, { formats }: Teller): string {
  if (!isDecimal(value) || kind === "text") {
    return value;
  }
  return kind === "money" && formats.currency
    ? formats.money({ amount: value, currency: formats.currency })
    : new Intl.NumberFormat(formats.tag, { maximumFractionDigits: 2 }).format(value);
}

/** Finds who is behind a number by its name in the address. */
export function findWho(sheet: Sheet, id: string | undefined): Who | undefined {
  return sheet.rows.flatMap(({ cells }) => cells).find(({ who }) => who !== undefined && who.id === id)?.who;
}
