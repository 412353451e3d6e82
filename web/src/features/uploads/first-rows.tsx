import { Trans, useLingui } from "@lingui/react/macro";
import type { PreviewTable } from "../../api/uploads";
import { oneLine } from "../../lib/text";
import { columnLabel } from "./columns";
import classes from "./first-rows.module.css";

const CELL_LENGTH_MAX = 60;
/** More columns than that are not drawn: a file may have thousands. */
const COLUMNS_MAX = 60;

/** The first rows of the file as they were read, so that a wrong delimiter or encoding is seen. */
export function FirstRows({ table }: { table: PreviewTable }) {
  const { i18n, t } = useLingui();
  const name = oneLine(table.name, CELL_LENGTH_MAX);
  const columns = table.columns.slice(0, COLUMNS_MAX);
  return (
    <section className={classes.rows}>
      <h4>
        <Trans>First rows</Trans>
      </h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={classes.frame} aria-label={t`First rows of ${name}`} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              {columns.map(({ name, used_as }) => (
                <th key={name} scope="col" data-used={used_as !== null || undefined}>
                  <bdi>{oneLine(name, CELL_LENGTH_MAX)}</bdi>
                  {used_as ? <span className={classes.used}>{columnLabel(used_as, i18n)}</span> : null}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name than its place
              <tr key={line}>
                {columns.map(({ name }, place) => (
                  <td key={name}>
                    <bdi>{oneLine(row[place] ?? "", CELL_LENGTH_MAX)}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
