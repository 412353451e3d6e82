import { Trans, useLingui } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import { useId } from "react";
import type { WantedColumn } from "../../api/uploads";
import { useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import classes from "./column-mapping.module.css";
import { columnLabel, kindName } from "./columns";
import { mapColumn } from "./corrections";
import { rejectReason } from "./reasons";
import type { TableProps } from "./table-check";

const NAME_LENGTH_MAX = 80;
const SAMPLE_LENGTH_MAX = 40;
const SAMPLES_MAX = 3;

/** Which column of the file is which column of the template, with what stands in it. */
export function ColumnMapping({ table, template, correct }: TableProps) {
  const { t } = useLingui();
  return (
    <ul className={classes.columns} aria-label={t`Columns`}>
      {table.wanted.map((column) => (
        <ColumnRow
          key={column.name}
          column={column}
          columns={table.columns}
          onChange={(from) => correct(mapColumn(template, table.name, column.name, from))}
        />
      ))}
    </ul>
  );
}

interface ColumnRowProps {
  column: WantedColumn;
  columns: TableProps["table"]["columns"];
  onChange(from: string | undefined): void;
}

function ColumnRow({ column, columns, onChange }: ColumnRowProps) {
  const { i18n, t } = useLingui();
  const problemId = useId();
  const label = columnLabel(column.name, i18n);
  const samples = columns.find(({ name }) => name === column.from)?.samples ?? [];
  const none = column.optional ? t`Not in the file` : t`Choose a column`;
  return (
    <li className={classes.column}>
      <div className={classes.wanted}>
        <span className={classes.label}>{label}</span>
        <span className={classes.quiet}>
          {kindName(column.kind, i18n)}
          {" · "}
          {column.optional ? <Trans>optional</Trans> : <Trans>needed</Trans>}
        </span>
      </div>
      <NativeSelect
        size="xs"
        aria-label={t`Column of the file for: ${label}`}
        value={column.from ?? ""}
        onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
        error={column.problem !== null}
        aria-describedby={column.problem ? problemId : undefined}
      >
        <option value="">{none}</option>
        {columns.map(({ name }) => (
          <option key={name} value={name}>
            {oneLine(name, NAME_LENGTH_MAX)}
          </option>
        ))}
      </NativeSelect>
      <span className={classes.samples}>
        {samples.slice(0, SAMPLES_MAX).map((sample, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: samples may be equal, and have no other name than their place
          <bdi key={place}>{oneLine(sample, SAMPLE_LENGTH_MAX)}</bdi>
        ))}
      </span>
      {column.problem ? (
        <p className={classes.problem} id={problemId}>
          <ColumnProblem column={column} />
        </p>
      ) : null}
    </li>
  );
}

/** What is wrong with a column, with one of the values that cannot be read. */
function ColumnProblem({ column }: { column: WantedColumn }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const code = column.problem ?? "";
  const reason = rejectReason(code);
  const fix = reason?.fix;
  const n_bad = formats.number(column.n_bad);
  const example = oneLine(column.example ?? "", SAMPLE_LENGTH_MAX);
  return (
    <>
      {reason ? i18n._(reason.what) : oneLine(code, NAME_LENGTH_MAX)}
      {column.n_bad > 0 && example ? (
        <Trans>
          {" "}
          ({n_bad}, for example “<bdi>{example}</bdi>”)
        </Trans>
      ) : null}
      {fix ? <>. {i18n._(fix)}</> : null}
    </>
  );
}
