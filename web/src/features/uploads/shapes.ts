import type { I18n, MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Shape } from "../../api/uploads";
import { oneLine } from "../../lib/text";
import { exampleOfAll } from "./time-formats";

const SHEET_LENGTH_MAX = 60;

const FORMATS: Record<Shape["format"], MessageDescriptor> = {
  csv: msg`CSV`,
  blanks: msg`text in columns`,
  json_lines: msg`JSON Lines`,
  xlsx: msg`Excel`,
  parquet: msg`Parquet`,
};

const ENCODINGS: Record<NonNullable<Shape["encoding"]>, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "Windows-1252",
};

const COMPRESSIONS: Record<NonNullable<Shape["compression"]>, MessageDescriptor> = {
  gzip: msg`packed with gzip`,
  zstd: msg`packed with Zstandard`,
};

/** What can stand between two cells, as a template says it. */
export const DELIMITERS: readonly { value: string; name: MessageDescriptor }[] = [
  { value: ",", name: msg`comma` },
  { value: ";", name: msg`semicolon` },
  { value: "tab", name: msg`tab` },
  { value: "|", name: msg`vertical bar` },
  { value: "blanks", name: msg`blanks` },
];

/** Names what stands between two cells; anything unusual is shown as it is. */
export function delimiterName(delimiter: string, i18n: I18n): string {
  const value = delimiter === "\t" ? "tab" : delimiter;
  const known = DELIMITERS.find((each) => each.value === value);
  return known ? i18n._(known.name) : oneLine(delimiter, SHEET_LENGTH_MAX);
}

/** Names an encoding. */
export function encodingName(encoding: NonNullable<Shape["encoding"]>): string {
  return ENCODINGS[encoding];
}

/** Says how a file is read, in a few words each. */
export function shapeWords(shape: Shape, i18n: I18n): string[] {
  const { compression, encoding, delimiter, sheet, decimal_comma, time_formats } = shape;
  const sheetName = oneLine(sheet ?? "", SHEET_LENGTH_MAX);
  const example = exampleOfAll(time_formats);
  return [
    i18n._(FORMATS[shape.format]),
    delimiter ? delimiterName(delimiter, i18n) : "",
    encoding ? encodingName(encoding) : "",
    sheetName ? i18n._(msg`sheet “${sheetName}”`) : "",
    decimal_comma ? i18n._(msg`decimal comma`) : "",
    example ? i18n._(msg`dates as ${example}`) : "",
    compression ? i18n._(COMPRESSIONS[compression]) : "",
  ].filter((words) => words !== "");
}
