/** The longest question that an address holds. */
const QUESTION_LENGTH_MAX = 30_000;
const ID_LENGTH_MAX = 300;

/** The state of the page of a question that its address holds; what is as at first is left out. */
export interface QuestionSearch {
  /** The question as JSON, without its kind. */
  q?: string | undefined;
  /** The id of the saved question from which it was opened. */
  saved?: string | undefined;
  /** The numbers are shown as a table instead of a chart. */
  view?: "table" | undefined;
  /** The number whose people are listed. */
  who?: string | undefined;
}

/** Reads the state of the page of a question; what the question says is read apart, in `model/parse.ts`. */
export function parseQuestionSearch(raw: Record<string, unknown>): QuestionSearch {
  return {
    // A question that is cut off cannot be read, and the page says so; left out, another one would be answered.
    q: typeof raw.q === "string" && raw.q !== "" ? raw.q.slice(0, QUESTION_LENGTH_MAX) : undefined,
    saved: textOf(raw.saved, ID_LENGTH_MAX),
    view: raw.view === "table" ? "table" : undefined,
    who: textOf(raw.who, ID_LENGTH_MAX),
  };
}

function textOf(value: unknown, length_max: number): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= length_max ? value : undefined;
}
