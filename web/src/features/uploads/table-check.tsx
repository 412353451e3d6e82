import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { Problem } from "../../api/failure";
import type { PreviewTable, Template, Upload } from "../../api/uploads";
import { oneLine } from "../../lib/text";
import { IconAlertTriangle, IconCheck, IconChevronRight } from "../../ui/icons";
import { ColumnMapping } from "./column-mapping";
import { chooseFile } from "./corrections";
import { faultOf } from "./faults";
import { FirstRows } from "./first-rows";
import { ReadingOptions } from "./reading-options";
import { shapeWords } from "./shapes";
import classes from "./table-check.module.css";

const NAME_LENGTH_MAX = 120;

/** What the parts of a table need. */
export interface TableProps {
  table: PreviewTable;
  template: Template;
  correct(template: Template): void;
}

interface TableCheckProps extends TableProps {
  upload: Upload;
  /** Why nothing can be made of the files yet. */
  problem: Problem | null;
  /** The only table of the template. */
  isAlone: boolean;
}

/** One table of the template: its file, how that is read, and its columns. One that needs no look is folded. */
export function TableCheck({ table, problem, upload, template, isAlone, correct }: TableCheckProps) {
  const { i18n, t } = useLingui();
  const fault = faultOf(problem, table.name);
  const n_problems = table.wanted.filter(({ problem }) => problem !== null).length;
  // Opened at first when there is something to do; from then on as the reader wants it.
  const [opened, setOpened] = useState(isAlone || n_problems > 0 || fault !== undefined);
  const name = oneLine(table.name, NAME_LENGTH_MAX);
  const known = upload.files.map((file) => file.name);
  // The file that was chosen may have been taken out since.
  const files = table.file === null || known.includes(table.file) ? known : [table.file, ...known];
  const fileName = oneLine(table.file ?? "", NAME_LENGTH_MAX);
  function choose(file: string) {
    const columns = upload.files.find((each) => each.name === file)?.columns ?? [];
    correct(chooseFile(template, table.name, file, columns));
  }
  return (
    <details className={classes.table} open={opened} onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary>
        <IconChevronRight size={14} aria-hidden />
        <h3>
          {isAlone ? <Trans>Columns</Trans> : name}
          <span className={classes.quiet}>
            {fileName ? [fileName, ...(table.shape ? shapeWords(table.shape, i18n) : [])].join(" · ") : t`no file yet`}
          </span>
        </h3>
        <TableState n_problems={n_problems} />
      </summary>
      <div className={classes.body}>
        {isAlone && upload.files.length < 2 && table.file !== null ? null : (
          <NativeSelect
            className={classes.file}
            size="xs"
            label={isAlone ? t`File` : t`File of the table ${name}`}
            value={table.file ?? ""}
            onChange={({ currentTarget }) => choose(currentTarget.value)}
            data={[
              ...(table.file === null ? [{ value: "", label: t`Choose a file` }] : []),
              ...files.map((file) => ({ value: file, label: oneLine(file, NAME_LENGTH_MAX) })),
            ]}
          />
        )}
        <ColumnMapping table={table} template={template} correct={correct} />
        {table.shape ? (
          <ReadingOptions
            shape={table.shape}
            table={table}
            template={template}
            correct={correct}
            fault={fault}
            sheets={upload.files.find((file) => file.name === table.file)?.sheets ?? null}
          />
        ) : null}
        {table.columns.length > 0 ? <FirstRows table={table} /> : null}
      </div>
    </details>
  );
}

function TableState({ n_problems }: { n_problems: number }) {
  return (
    <span className={classes.state} data-trouble={n_problems > 0 || undefined}>
      {n_problems > 0 ? <IconAlertTriangle size={15} aria-hidden /> : <IconCheck size={15} aria-hidden />}
      {n_problems > 0 ? (
        <Plural value={n_problems} one="# column to look at" other="# columns to look at" />
      ) : (
        <Trans>All columns found</Trans>
      )}
    </span>
  );
}
