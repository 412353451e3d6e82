import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";
import type { operations } from "./schema";

/** One line of the list of people. */
export type PersonItem = Schemas["PersonItem"];
/** One person with identifiers and attributes. */
export type Person = Schemas["Person"];
/** Visitor, prospect or customer. */
export type PersonKind = Schemas["PersonKind"];
/** The orders in which people can be listed; a minus means descending. */
export type PersonSort = NonNullable<NonNullable<operations["person_list"]["parameters"]["query"]>["sort"]>;
/** One event of a person's history. */
export type TimelineEvent = Schemas["TimelineEvent"];

/** Which people are asked for, and in which order. */
export interface PeopleFilter {
  search?: string;
  kind?: PersonKind;
  sort?: PersonSort;
}

const PAGE_SIZE = 50;

/** Lists people, page by page. */
export function peopleQuery(filter: PeopleFilter) {
  return infiniteQueryOptions({
    queryKey: ["people", filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, limit: PAGE_SIZE, ...(pageParam ? { cursor: pageParam } : {}) };
      return unwrap(client.GET("/api/v1/people", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** Finds the few people who match best what is being typed. */
export async function findPeople(search: string, limit: number, signal: AbortSignal): Promise<PersonItem[]> {
  const page = await unwrap(client.GET("/api/v1/people", { params: { query: { search, limit } }, signal }));
  return page.items;
}

/** Fetches one person. */
export function personQuery(id: string) {
  return queryOptions({
    queryKey: ["person", id],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/people/{id}", { params: { path: { id } }, signal })),
  });
}

/** Fetches the history of one person, newest first, page by page; `event` keeps the events of one name. */
export function timelineQuery(id: string, event: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ["person", id, "timeline", event ?? null],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE_SIZE, ...(event ? { event } : {}), ...(pageParam ? { before: pageParam } : {}) };
      return unwrap(client.GET("/api/v1/people/{id}/timeline", { params: { path: { id }, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
}

/** The address at which the filtered list is served as a CSV file. */
export function peopleCsvAddress(filter: PeopleFilter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value) {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return text ? `/api/v1/people.csv?${text}` : "/api/v1/people.csv";
}
