import type { SavedQuestion } from "../../api/insights";
import { stringifySearch } from "../../lib/addresses";
import { parseKind } from "./model/kind";

/** Where a saved question opens; the start page, when it is of a kind that has no page. */
export function savedAddress({ id, question }: SavedQuestion): string {
  const { kind, ...rest } = question;
  return parseKind(kind) ? `/analyses/${kind}${stringifySearch({ q: JSON.stringify(rest), saved: id })}` : "/analyses";
}
