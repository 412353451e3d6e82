import { Trans, useLingui } from "@lingui/react/macro";
import { NativeSelect, TextInput } from "@mantine/core";
import type { PreviewTable, Shape, TemplateTable } from "../../api/uploads";
import { oneLine } from "../../lib/text";
import { IconChevronRight } from "../../ui/icons";
import { correctTable } from "./corrections";
import classes from "./reading-options.module.css";
import { DELIMITERS, delimiterName, encodingName } from "./shapes";
import type { TableProps } from "./table-check";
import { TimeFormatSelect } from "./time-format-select";

const ENCODINGS = [
  { value: "utf-8", label: "UTF-8" },
  { value: "windows-1252", label: "Windows-1252 (Excel)" },
  { value: "utf-16", label: "UTF-16" },
] as const;
const SHEET_LENGTH_MAX = 60;
const ROWS_MAX = 1_000;

interface ReadingOptionsProps extends TableProps {
  /** What the file was recognised to be. */
  shape: Shape;
  /** What must be said so that the file can be used. */
  fault: keyof TemplateTable | undefined;
  /** The sheets of a workbook. */
  sheets: readonly string[] | null;
}

/** How the file of a table is read: what was recognised stands first, anything else corrects it. */
export function ReadingOptions({ table, shape, template, correct, fault, sheets }: ReadingOptionsProps) {
  const said = template.tables?.[table.name] ?? {};
  const change = (part: Partial<TemplateTable>) => correct(correctTable(template, table.name, part));
  const option = { shape, said, change, fault };
  const { format } = shape;
  // What was recognised is said above; who sees a fault finds here what may be its cause.
  const isWanted =
    fault !== undefined || table.wanted.some(({ problem }) => problem !== null) || Object.keys(said).some(isReading);
  const isText = format === "csv" || format === "blanks";
  return (
    <details className={classes.fold} open={isWanted || undefined}>
      <summary>
        <IconChevronRight size={14} aria-hidden />
        <h4>
          <Trans>How the file is read</Trans>
        </h4>
      </summary>
      <div className={classes.grid}>
        {sheets && sheets.length > 1 ? <SheetSelect sheets={sheets} {...option} /> : null}
        {isText || format === "json_lines" ? <EncodingSelect {...option} /> : null}
        {isText ? <DelimiterSelect {...option} /> : null}
        {hasKind(table, "decimal") ? <DecimalSelect {...option} /> : null}
        {hasKind(table, "date") || hasKind(table, "time") ? (
          <TimeFormatSelect
            formats={said.time_formats}
            recognised={shape.time_formats}
            isFaulty={fault === "time_formats"}
            onChange={(time_formats) => change({ time_formats })}
          />
        ) : null}
        {isText || format === "xlsx" ? <RowFields said={said} change={change} /> : null}
      </div>
    </details>
  );
}

/** Says whether a part of a template corrects how a file is read. */
function isReading(part: string): boolean {
  return part !== "file" && part !== "rename";
}

function hasKind(table: PreviewTable, kind: string): boolean {
  return table.wanted.some((column) => column.kind === kind);
}

interface OptionProps {
  shape: Shape;
  /** What the template says of the table. */
  said: TemplateTable;
  change(part: Partial<TemplateTable>): void;
  fault: keyof TemplateTable | undefined;
}

function SheetSelect({ sheets, shape, said, change, fault }: OptionProps & { sheets: readonly string[] }) {
  const { t } = useLingui();
  return (
    <NativeSelect
      size="xs"
      label={t`Sheet`}
      error={fault === "sheet"}
      value={said.sheet ?? shape.sheet ?? ""}
      onChange={({ currentTarget }) => change({ sheet: currentTarget.value })}
      data={sheets.map((sheet) => ({ value: sheet, label: oneLine(sheet, SHEET_LENGTH_MAX) }))}
    />
  );
}

function EncodingSelect({ shape, said, change, fault }: OptionProps) {
  const { t } = useLingui();
  const recognised = shape.encoding ? encodingName(shape.encoding) : "";
  return (
    <NativeSelect
      size="xs"
      label={t`Character encoding`}
      error={fault === "encoding"}
      value={said.encoding ?? ""}
      onChange={({ currentTarget }) => change({ encoding: currentTarget.value || undefined })}
      data={[
        { value: "", label: said.encoding || !recognised ? t`Automatic` : t`Automatic: ${recognised}` },
        ...ENCODINGS,
      ]}
    />
  );
}

function DelimiterSelect({ shape, said, change }: OptionProps) {
  const { i18n, t } = useLingui();
  const recognised = shape.delimiter ? delimiterName(shape.delimiter, i18n) : "";
  return (
    <NativeSelect
      size="xs"
      label={t`Between two columns`}
      value={said.delimiter === "\t" ? "tab" : (said.delimiter ?? "")}
      onChange={({ currentTarget }) => change({ delimiter: currentTarget.value || undefined })}
      data={[
        { value: "", label: said.delimiter || !recognised ? t`Automatic` : t`Automatic: ${recognised}` },
        ...DELIMITERS.map(({ value, name }) => ({ value, label: i18n._(name) })),
      ]}
    />
  );
}

const DECIMALS = { "": undefined, comma: true, point: false } as const;

function DecimalSelect({ shape, said, change, fault }: OptionProps) {
  const { t } = useLingui();
  const isComma = said.decimal_comma;
  const recognised = shape.decimal_comma ? "1 234,56" : "1234.56";
  const isKnown = isComma === undefined && shape.decimal_comma !== null;
  return (
    <NativeSelect
      size="xs"
      label={t`Decimal numbers`}
      error={fault === "decimal_comma"}
      value={isComma === undefined ? "" : isComma ? "comma" : "point"}
      onChange={({ currentTarget }) =>
        change({ decimal_comma: DECIMALS[currentTarget.value as keyof typeof DECIMALS] })
      }
      data={[
        { value: "", label: isKnown ? t`Automatic: ${recognised}` : t`Automatic` },
        { value: "comma", label: t`1 234,56 (comma)` },
        { value: "point", label: t`1234.56 (point)` },
      ]}
    />
  );
}

/** Rows above the header, and rows that it takes. */
function RowFields({ said, change }: Pick<OptionProps, "said" | "change">) {
  const { t } = useLingui();
  return (
    <>
      <RowField
        label={t`Rows above the header`}
        least={0}
        rows={said.skip_rows}
        usual={0}
        onChange={(skip_rows) => change({ skip_rows })}
      />
      <RowField
        label={t`Rows of the header`}
        least={1}
        rows={said.header_rows}
        usual={1}
        onChange={(header_rows) => change({ header_rows })}
      />
    </>
  );
}

interface RowFieldProps {
  label: string;
  least: number;
  rows: number | null | undefined;
  usual: number;
  onChange(rows: number | undefined): void;
}

function RowField({ label, least, rows, usual, onChange }: RowFieldProps) {
  return (
    <TextInput
      size="xs"
      type="number"
      label={label}
      min={least}
      max={ROWS_MAX}
      value={rows ?? usual}
      onChange={({ currentTarget }) => {
        const wanted = currentTarget.valueAsNumber;
        if (Number.isInteger(wanted) && wanted >= least && wanted <= ROWS_MAX) {
          onChange(wanted === usual ? undefined : wanted);
        }
      }}
    />
  );
}
