/** Spreadsheets take a file that begins with it for UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

/**
 * Writes rows as CSV in the manner of a language: where the decimal mark is a comma, cells are parted by semicolons.
 *
 * A text that a spreadsheet would run as a formula is written after an apostrophe.
 */
export function csvText(rows: readonly (readonly (string | number | null)[])[], tag: string): string {
  const comma = new Intl.NumberFormat(tag).formatToParts(1.5).some(({ value }) => value === ",");
  const separator = comma ? ";" : ",";
  const write = (cell: string | number | null) => {
    if (typeof cell === "number") {
      return comma ? String(cell).replace(".", ",") : String(cell);
    }
    return quoted(harmless(cell ?? ""), separator);
  };
  return `${BYTE_ORDER_MARK}${rows.map((row) => `${row.map(write).join(separator)}\r\n`).join("")}`;
}

function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
