import type { Problem } from "../../api/failure";
import type { TemplateTable } from "../../api/uploads";

/** How a file is read can be corrected where one of these is the fault. */
const REPAIRS: Record<string, keyof TemplateTable> = {
  ambiguous_dates: "time_formats",
  ambiguous_numbers: "decimal_comma",
  unclear_encoding: "encoding",
  no_sheet: "sheet",
};

/** Returns what must be said about a table to repair a problem; `undefined` when it is about something else. */
export function faultOf(problem: Problem | null, table: string): keyof TemplateTable | undefined {
  const repair = problem && Object.hasOwn(REPAIRS, problem.code) ? REPAIRS[problem.code] : undefined;
  const named = /^tables[[.]([^\].]+)/.exec(problem?.field ?? "")?.[1];
  return named === undefined || named === table ? repair : undefined;
}
