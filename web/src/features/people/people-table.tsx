import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useTable } from "@tanstack/react-table";
import { type KeyboardEvent, useMemo } from "react";
import type { PersonItem } from "../../api/people";
import { useTaxWord } from "../../lib/tax";
import { IconArrowDown, IconArrowUp } from "../../ui/icons";
import { COLUMN_NAMES, columns, FIGURE_COLUMNS, features } from "./columns";
import classes from "./people-table.module.css";
import {
  COLUMNS,
  COLUMNS_AT_FIRST,
  type ColumnId,
  isSortable,
  type ListSearch,
  shownColumns,
  sortAfterClick,
  sortOf,
} from "./search";

interface PeopleTableProps {
  people: PersonItem[];
  search: ListSearch;
  /** An older answer is shown while the new one is fetched. */
  stale: boolean;
}

/** The people as a table, for wide screens. */
export function PeopleTable({ people, search, stale }: PeopleTableProps) {
  const { t } = useLingui();
  const fits = shownColumns(search).length <= COLUMNS_AT_FIRST.length;
  const state = useMemo(() => tableState(search), [search]);
  const table = useTable({ features, columns, data: people, state, manualSorting: true, getRowId: (row) => row.id });
  return (
    <div className={classes.frame} data-stale={stale || undefined} data-fits={fits || undefined}>
      <table className={classes.table} aria-label={t`Customers`} aria-busy={stale}>
        <thead>
          <tr>
            {table.getVisibleLeafColumns().map((column) => (
              <ColumnHead key={column.id} id={column.id as ColumnId} search={search} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={moveBetweenRows}>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getVisibleCells().map((cell) => (
                <td key={cell.id} data-figure={FIGURE_COLUMNS.includes(cell.column.id) || undefined}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function tableState(search: ListSearch) {
  const shown = shownColumns(search);
  const { column, descending } = sortOf(search);
  return {
    columnVisibility: Object.fromEntries(COLUMNS.map((id) => [id, shown.includes(id)])),
    sorting: [{ id: column, desc: descending }],
  };
}

function ColumnHead({ id, search }: { id: ColumnId; search: ListSearch }) {
  const { i18n } = useLingui();
  const tax = useTaxWord();
  const name = [i18n._(COLUMN_NAMES[id]), id === "revenue" ? tax : undefined].filter(Boolean).join(" ");
  const figure = FIGURE_COLUMNS.includes(id) || undefined;
  if (!isSortable(id)) {
    return (
      <th scope="col" data-figure={figure}>
        {name}
      </th>
    );
  }
  const { column, descending } = sortOf(search);
  const sorted = column === id;
  const Arrow = descending ? IconArrowDown : IconArrowUp;
  return (
    <th scope="col" data-figure={figure} aria-sort={sorted ? (descending ? "descending" : "ascending") : undefined}>
      <Link
        to="/customers"
        search={(present) => ({ ...present, sort: sortAfterClick(present, id), pages: undefined })}
        className={classes.sort}
        activeOptions={{ exact: true }}
        replace
        preload={false}
      >
        {name}
        <span className={classes.arrow} data-sorted={sorted || undefined} aria-hidden>
          <Arrow size={14} />
        </span>
      </Link>
    </th>
  );
}

/** The arrow keys move from one person to the next. */
function moveBetweenRows(event: KeyboardEvent<HTMLTableSectionElement>) {
  const row = (event.target as HTMLElement).closest("tr");
  const next = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    next?.querySelector("a")?.focus();
  }
}
