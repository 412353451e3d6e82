import { useTaxWord } from "../../../lib/tax";
import type { Column } from "./sheet";

/** The head of a column; one of amounts says whether they include tax. */
export function ColumnName({ column: { name, kind } }: { column: Column }) {
  const tax = useTaxWord();
  return kind === "money" && tax ? `${name} (${tax})` : name;
}
