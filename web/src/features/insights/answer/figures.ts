import { type Figure, type Row, type Sheet, writeCell } from "./sheet";
import type { Teller } from "./teller";

interface FiguresOptions {
  /** Each value has the two ends of its range beside it. */
  ranged: boolean;
  /** The name of a group comes before the value. */
  grouped: boolean;
  /** The scale may leave out zero. */
  free: boolean;
}

/** Reads the rows of a table as figures that stand on their own: a row is period, group, value, range, base, the rest. */
export function figuresOf(
  { columns, rows }: Sheet,
  { ranged, grouped, free }: FiguresOptions,
  teller: Teller,
): Figure[] {
  const at = grouped ? 2 : 1;
  const firstFact = at + (ranged ? 3 : 1);
  const written = (row: Row, index: number) => {
    const column = columns[index];
    return column ? writeCell(row.cells[index] ?? { value: null }, column, teller) : "";
  };
  const numberAt = (row: Row, index: number) => {
    const value = row.cells[index]?.value;
    return typeof value === "number" ? value : undefined;
  };
  const ends = rows.flatMap((row) => [numberAt(row, at + 1), numberAt(row, at + 2)]).filter((end) => end !== undefined);
  const start = free ? Math.min(...ends) : 0;
  const length = Math.max(...ends) - start;
  return rows.map((row) => {
    const [value, low, high] = [numberAt(row, at), numberAt(row, at + 1), numberAt(row, at + 2)];
    const known = ranged && value !== undefined && low !== undefined && high !== undefined;
    const place = (number: number) => (number - start) / length;
    return {
      id: row.id,
      name: grouped ? written(row, 1) : "",
      value: written(row, at),
      range: known ? [written(row, at + 1), written(row, at + 2)] : undefined,
      place: known && length > 0 ? { value: place(value), low: place(low), high: place(high) } : undefined,
      small: row.small ?? false,
      facts: columns.slice(firstFact).map(({ name }, index) => ({
        name,
        value: written(row, firstFact + index),
        who: row.cells[firstFact + index]?.who,
      })),
    };
  });
}
