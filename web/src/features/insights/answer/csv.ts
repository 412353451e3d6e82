import { csvText } from "../../../lib/csv";
import { columnHead, exactValue } from "./exact";
import type { Sheet } from "./sheet";

/** Writes the numbers of an answer as CSV in the manner of a language: French Excel wants `;` and decimal commas. */
export function sheetCsv({ columns, rows }: Sheet, tag: string): string {
  const head = columns.map(columnHead);
  const lines = rows.map(({ cells }) => columns.map((column, at) => exactValue(cells[at], column)));
  return csvText([head, ...lines], tag);
}
