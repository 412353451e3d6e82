import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";

/** What somebody wrote at one time. */
export type Verbatim = Schemas["Verbatim"];
/** How much is said of what. */
export type VerbatimSummary = Schemas["VerbatimSummary"];
/** A part of a text that says one thing. */
export type VerbatimClause = Schemas["VerbatimClause"];
/** What must not wait. */
export type VerbatimAlarm = Schemas["VerbatimAlarm"];
/** How the step of a text is known. */
export type VerbatimStepRule = Schemas["VerbatimStepRule"];
/** Praise, blame, both or neither. */
export type Polarity = Schemas["Polarity"];

/** Which verbatims are wanted; what is absent does not matter. */
export interface VerbatimFilter {
  days: number;
  /** The id of a theme; `none` for what is about nothing known. */
  theme?: string | undefined;
  polarity?: Polarity | undefined;
  alarm?: VerbatimAlarm | undefined;
  step?: string | undefined;
  event?: string | undefined;
  search?: string | undefined;
}

/** Lists verbatims page by page, newest first. */
export function verbatimsQuery(filter: VerbatimFilter) {
  return infiniteQueryOptions({
    queryKey: ["verbatims", "list", filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...given(filter), ...(pageParam ? { before: pageParam } : {}) };
      return unwrap(client.GET("/api/v1/verbatims", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
}

/** Asks how much is said of what, whatever the theme, the step and the sentiment that the filter wants. */
export function verbatimSummaryQuery({ days, event, search }: VerbatimFilter) {
  return queryOptions({
    queryKey: ["verbatims", "summary", days, event, search],
    queryFn: ({ signal }) =>
      unwrap(client.GET("/api/v1/verbatims/summary", { params: { query: given({ days, event, search }) }, signal })),
  });
}

/** Where all verbatims that are wanted are handed out as a file. */
export function verbatimsFileAddress(filter: VerbatimFilter): string {
  const query = Object.entries(given(filter)).map(([field, value]) => [field, String(value)]);
  return `/api/v1/verbatims.csv?${new URLSearchParams(query)}`;
}

function given(filter: VerbatimFilter): { [Field in keyof VerbatimFilter]: NonNullable<VerbatimFilter[Field]> } {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof given
  >;
}
