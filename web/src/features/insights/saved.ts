import type { SavedQuestion } from "../../api/insights";
import { questionAddress } from "../../lib/question-address";
import { parseKind } from "./model/kind";

/** Where a saved question opens; the start page, when it is of a kind that has no page. */
export function savedAddress({ id, question }: SavedQuestion): string {
  return parseKind(question.kind) ? questionAddress(question, { saved: id }) : "/analyses";
}
