import { stringifySearch } from "./addresses";

/** What the address of a question may hold beside it. */
interface QuestionState {
  /** The id of the saved question that it is. */
  saved?: string | undefined;
  /** The numbers are shown as a table instead of a chart. */
  view?: "table" | undefined;
  /** The number whose people are listed. */
  who?: string | undefined;
}

/** Returns where a question opens: its kind is in the path, the rest of it in the search. */
export function questionAddress({ kind, ...rest }: { kind: string }, state: QuestionState = {}): string {
  return `/analyses/${encodeURIComponent(kind)}${stringifySearch({ q: JSON.stringify(rest), ...state })}`;
}
