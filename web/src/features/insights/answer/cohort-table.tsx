import { useLingui } from "@lingui/react/macro";
import type { CSSProperties } from "react";
import classes from "./answer.module.css";
import { CellText } from "./answer-table";
import type { Cell, Column, Sheet } from "./sheet";
import type { Teller } from "./teller";

/** How dark the darkest cell is: dark text on it must still be read. */
const HEAT_MAX = 0.42;

/** The cohorts one under the other; the darker a cell, the more came back. The number is in it as well. */
export function CohortTable({ sheet, label, teller }: { sheet: Sheet; label: string; teller: Teller }) {
  const { t } = useLingui();
  const warmest = Math.max(0.01, ...sheet.rows.flatMap(({ cells }) => cells.slice(3).map(({ heat }) => heat ?? 0)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={classes.frame} aria-label={label} tabIndex={0}>
      <table className={`${classes.table} ${classes.cohorts}`}>
        <thead>
          <tr>
            {sheet.columns.map(({ name, kind }) => (
              <th key={name} scope="col" data-figure={kind === "share" || kind === "count" || undefined}>
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((row) => (
            <tr key={row.id} data-small={row.small || undefined}>
              {sheet.columns.map((column, at) => (
                <td key={column.name} data-kind={column.kind}>
                  <HeatCell
                    cell={row.cells[at] ?? { value: null, text: "" }}
                    column={column}
                    warmest={warmest}
                    teller={teller}
                  />
                  {at === 0 && row.small ? <span className={classes.mark}>{t`Small sample`}</span> : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface HeatCellProps {
  cell: Cell;
  column: Column;
  warmest: number;
  teller: Teller;
}

function HeatCell({ cell, column, warmest, teller }: HeatCellProps) {
  if (cell.heat === undefined) {
    return <CellText cell={cell} column={column} teller={teller} />;
  }
  const heat = Math.min(1, cell.heat / warmest) * HEAT_MAX;
  return (
    <span className={classes.heat} style={{ "--heat": heat } as CSSProperties} data-partial={cell.partial || undefined}>
      <CellText cell={cell} column={column} teller={teller} />
    </span>
  );
}
