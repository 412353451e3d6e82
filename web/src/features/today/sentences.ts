import type { MessageDescriptor } from "@lingui/core";
import { msg, plural } from "@lingui/core/macro";
import type { TodayFinding } from "../../api/today";
import { writeEnd } from "./amounts";
import { groupWords } from "./groups";
import { clauseOf, moreOf } from "./looks";
import type { Teller } from "./teller";

/** A piece of a sentence; a number leads to the question that answers with it. */
export interface Piece {
  text: string;
  question?: TodayFinding["others_question"];
}

/** Marks for linked numbers, of the characters for private use: no data holds them (`groups.ts`). */
const VALUE = "\ue000";
const OTHERS = "\ue001";
const END = "\ue002";
const MARKED = new RegExp(`([${VALUE}${OTHERS}][^${END}]*${END})`);

/** Tells a finding in one plain sentence. */
export function findingSentence(finding: TodayFinding, teller: Teller): Piece[] {
  const { i18n } = teller;
  const value = `${VALUE}${writeEnd(finding.value.value, finding.unit, teller)}${END}`;
  const others = `${OTHERS}${writeEnd(finding.others.value, finding.unit, teller)}${END}`;
  const clause = clauseOf(finding, value, teller);
  const more = moreOf(finding, teller);
  const opening = openingOf(finding, teller);
  const compared = i18n._(comparisonOf(finding)(opening, clause, others));
  const sentence = more ? i18n._(msg`${compared}: ${more}.`) : `${compared}.`;
  return sentence
    .split(MARKED)
    .filter((text) => text !== "")
    .map((text) => piece(text, finding));
}

type Comparison = (opening: string, clause: string, others: string) => MessageDescriptor;

function comparisonOf({ sort, group }: TodayFinding): Comparison {
  if (sort === "change") {
    return (opening, clause, others) => msg`${opening}, ${clause}, against ${others} in the periods before`;
  }
  // What is so or not so is no place: there is no elsewhere.
  return group.some(({ value }) => typeof value === "boolean")
    ? (opening, clause, others) => msg`${opening}, ${clause}, against ${others} otherwise`
    : (opening, clause, others) => msg`${opening}, ${clause}, against ${others} elsewhere`;
}

function piece(text: string, { question, others_question }: TodayFinding): Piece {
  if (text.startsWith(VALUE)) {
    return { text: text.slice(1, -1), question };
  }
  return text.startsWith(OTHERS) ? { text: text.slice(1, -1), question: others_question } : { text };
}

function openingOf({ sort, group, among }: TodayFinding, teller: Teller): string {
  const where = groupWords(group, teller);
  const common = groupWords(among, teller);
  const { i18n } = teller;
  const opening =
    sort === "change" || where === ""
      ? [i18n._(msg`in this period`), common].filter(Boolean).join(", ")
      : [where, common].filter(Boolean).join(", ");
  return opening.charAt(0).toLocaleUpperCase(i18n.locale) + opening.slice(1);
}

/** Says how exact both values are and on how many they rest. */
export function findingRange(finding: TodayFinding, teller: Teller): string {
  const { i18n } = teller;
  const value = rangeOf(finding.value, finding, teller);
  const others = rangeOf(finding.others, finding, teller);
  return finding.sort === "peers"
    ? i18n._(msg`${value}; the others ${others}`)
    : i18n._(msg`${value}; before ${others}`);
}

function rangeOf({ low, high, n }: TodayFinding["value"], finding: TodayFinding, teller: Teller): string {
  const { i18n } = teller;
  const base = countWords(finding.counts, n, teller);
  const [from, to] = [writeEnd(low, finding.unit, teller), writeEnd(high, finding.unit, teller)];
  return i18n._(msg`between ${from} and ${to} (base: ${base})`);
}

function countWords(counts: TodayFinding["counts"], n: number, { i18n }: Teller): string {
  switch (counts) {
    case "promises":
      return i18n._(msg`${plural(n, { one: "# promise", other: "# promises" })}`);
    case "answers":
      return i18n._(msg`${plural(n, { one: "# answer", other: "# answers" })}`);
    case "conversations":
      return i18n._(msg`${plural(n, { one: "# conversation", other: "# conversations" })}`);
    default:
      return i18n._(msg`${plural(n, { one: "# person", other: "# people" })}`);
  }
}
