import type { PeopleFilter, PersonKind, PersonSort } from "../../api/people";

/** The kinds of people, from the least to the best known. */
export const KINDS: readonly PersonKind[] = ["visitor", "prospect", "customer"];

/** The columns of the list, in their order on screen. The name is always shown. */
export const COLUMNS = [
  "name",
  "email",
  "kind",
  "orders",
  "revenue",
  "last_seen",
  "first_seen",
  "place",
  "events",
  "identifier",
] as const;

/** A column of the list. */
export type ColumnId = (typeof COLUMNS)[number];

/** The columns that are shown as long as nobody chooses. */
export const COLUMNS_AT_FIRST: readonly ColumnId[] = COLUMNS.slice(0, 7);

/** The order of the list as long as nobody chooses: who came last comes first. */
export const SORT_AT_FIRST: PersonSort = "-last_seen";

const SORTABLE = ["name", "orders", "revenue", "last_seen", "first_seen"] as const;
const SEARCH_LENGTH_MAX = 100;
const PAGES_MAX = 40;

/** A column by which the list can be sorted. */
export type SortColumn = (typeof SORTABLE)[number];

/** The state of the list that its address holds; what is as at first is left out. */
export interface ListSearch {
  search?: string | undefined;
  kind?: PersonKind | undefined;
  sort?: PersonSort | undefined;
  /** Ids of the shown columns, joined by commas. */
  columns?: string | undefined;
  /** How many pages are shown one under the other. */
  pages?: number | undefined;
}

/** Reads the state of the list from its address; what cannot be understood is as at first. */
export function parseListSearch(raw: Record<string, unknown>): ListSearch {
  const search = textOf(raw.search)?.slice(0, SEARCH_LENGTH_MAX);
  const columns = parseColumns(textOf(raw.columns));
  const pages = Math.min(Math.trunc(Number(raw.pages)), PAGES_MAX);
  return {
    search: search || undefined,
    kind: KINDS.find((kind) => kind === raw.kind),
    sort: parseSort(textOf(raw.sort)),
    columns: columns && writeColumns(columns),
    pages: pages > 1 ? pages : undefined,
  };
}

function parseSort(text: string | undefined): PersonSort | undefined {
  const column = SORTABLE.find((sortable) => sortable === text?.replace(/^-/, ""));
  const sort: PersonSort | undefined = column && (text?.startsWith("-") ? `-${column}` : column);
  return sort === SORT_AT_FIRST ? undefined : sort;
}

function parseColumns(text: string | undefined): ColumnId[] | undefined {
  const wanted = text?.split(",");
  const known = COLUMNS.filter((column) => column === "name" || wanted?.includes(column));
  return wanted && known.length > 1 ? known : undefined;
}

/** Returns the shown columns in their order on screen. */
export function shownColumns(search: ListSearch): readonly ColumnId[] {
  return parseColumns(search.columns) ?? COLUMNS_AT_FIRST;
}

/** Writes a choice of columns for the address; nothing when it is the one at first. */
export function writeColumns(columns: readonly ColumnId[]): string | undefined {
  const text = COLUMNS.filter((column) => columns.includes(column)).join(",");
  return text === COLUMNS_AT_FIRST.join(",") ? undefined : text;
}

/** Shows a column or hides it, as the address writes it; the last one stays. */
export function toggledColumns(search: ListSearch, column: ColumnId): string | undefined {
  const shown = shownColumns(search);
  const next = shown.includes(column) ? shown.filter((each) => each !== column) : [...shown, column];
  return next.length > 1 ? writeColumns(next) : search.columns;
}

/** Says by which column and in which direction the list is sorted. */
export function sortOf(search: ListSearch): { column: SortColumn; descending: boolean } {
  const sort = search.sort ?? SORT_AT_FIRST;
  const column = SORTABLE.find((sortable) => sortable === sort.replace(/^-/, "")) ?? "last_seen";
  return { column, descending: sort.startsWith("-") };
}

/** Returns the sort after a click on the head of `column`: figures and dates start with the greatest, names with A. */
export function sortAfterClick(search: ListSearch, column: SortColumn): PersonSort | undefined {
  const present = sortOf(search);
  const descending = present.column === column ? !present.descending : column !== "name";
  return parseSort(descending ? `-${column}` : column);
}

/** Says whether the list can be sorted by this column. */
export function isSortable(column: string): column is SortColumn {
  return SORTABLE.some((sortable) => sortable === column);
}

/** Returns what the server is asked for. */
export function peopleFilter({ search, kind, sort }: ListSearch): PeopleFilter {
  return { ...(search ? { search } : {}), ...(kind ? { kind } : {}), sort: sort ?? SORT_AT_FIRST };
}

/** The state of a customer's page that its address holds. */
export interface CustomerSearch {
  /** The history shows the events of this name only. */
  event?: string | undefined;
}

/** Reads the state of a customer's page from its address. */
export function parseCustomerSearch(raw: Record<string, unknown>): CustomerSearch {
  return { event: textOf(raw.event) || undefined };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value.trim() : undefined;
}
