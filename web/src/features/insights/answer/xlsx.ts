import writeXlsxFile from "write-excel-file/browser";
import { columnHead, exactValue } from "./exact";
import type { Cell, Column, Sheet } from "./sheet";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const WIDTH = 18;

/** Writes the numbers of an answer as an Excel file: numbers are numbers, and days are dates. */
export function sheetXlsx({ columns, rows }: Sheet): Promise<Blob> {
  const head = columns.map((column) => ({ value: columnHead(column), type: String, fontWeight: "bold" as const }));
  const lines = rows.map(({ cells }) => columns.map((column, at) => excelCell(cells[at], column)));
  return writeXlsxFile([head, ...lines], {
    columns: columns.map(() => ({ width: WIDTH })),
    stickyRowsCount: 1,
  }).toBlob();
}

function excelCell(cell: Cell | undefined, column: Column) {
  const value = exactValue(cell, column);
  if (value === null) {
    return null;
  }
  if (typeof value === "number") {
    return { value, type: Number };
  }
  return column.kind === "day" && DAY.test(value)
    ? { value: new Date(`${value}T00:00:00Z`), type: Date, format: "yyyy-mm-dd" }
    : { value, type: String };
}
