import { Trans, useLingui } from "@lingui/react/macro";
import classes from "./answer.module.css";
import { ColumnName } from "./column-name";
import { type Cell, type Column, type Row, type Sheet, writeCell } from "./sheet";
import type { Teller } from "./teller";
import { WhoButton } from "./who-button";

/** The most rows that are drawn; the files hold all of them. */
const ROWS_MAX = 500;

interface AnswerTableProps {
  sheet: Sheet;
  label: string;
  teller: Teller;
}

/** The numbers of an answer; each leads to the people behind it. */
export function AnswerTable({ sheet, label, teller }: AnswerTableProps) {
  const hidden = sheet.rows.length - ROWS_MAX;
  const shown = teller.formats.number(ROWS_MAX);
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={classes.frame} aria-label={label} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              {sheet.columns.map((column, at) => (
                <th key={columnKey(column.name, at)} scope="col" data-figure={isFigure(column.kind) || undefined}>
                  <bdi>
                    <ColumnName column={column} />
                  </bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sheet.rows.slice(0, ROWS_MAX).map((row) => (
              <TableRow key={row.id} row={row} columns={sheet.columns} teller={teller} />
            ))}
          </tbody>
        </table>
      </section>
      {hidden > 0 ? (
        <p className={classes.notes}>
          <Trans>The first {shown} rows; the files hold all of them.</Trans>
        </p>
      ) : null}
    </div>
  );
}

function TableRow({ row, columns, teller }: { row: Row; columns: readonly Column[]; teller: Teller }) {
  const { t } = useLingui();
  return (
    <tr data-small={row.small || undefined}>
      {columns.map((column, at) => {
        const cell = row.cells[at] ?? { value: null };
        return (
          <td key={columnKey(column.name, at)} data-figure={isFigure(column.kind) || undefined}>
            <CellText cell={cell} column={column} teller={teller} />
            {at === 0 && row.partial ? <span className={classes.mark}>{t`Not finished`}</span> : null}
            {at === 0 && row.small ? <span className={classes.mark}>{t`Small sample`}</span> : null}
          </td>
        );
      })}
    </tr>
  );
}

/** A value; a number whose people are known is a button. */
export function CellText({ cell, column, teller }: { cell: Cell; column: Column; teller: Teller }) {
  const text = writeCell(cell, column, teller);
  return cell.who ? <WhoButton who={cell.who}>{text}</WhoButton> : <bdi>{text}</bdi>;
}

function isFigure(kind: Column["kind"]): boolean {
  return kind !== "text" && kind !== "day";
}

/** Two groups may have one name: the place tells them apart. */
function columnKey(name: string, at: number): string {
  return `${at} ${name}`;
}
