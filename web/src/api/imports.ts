import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";

/** One import, running or over. */
export type Import = Schemas["Import"];
/** What became of an import. */
export type ImportState = Schemas["ImportState"];
/** How far an import or a dry run is. */
export type ImportProgress = Schemas["ImportProgress"];
/** What an import did, or would do when it ran dry. */
export type ImportReport = Schemas["ImportReport"];
/** A title in both languages. */
export type Title = Schemas["Title"];

const PAGE_SIZE = 50;
const POLL_MS = 1_000;

/** Says whether something still happens to an import by itself. */
export function isMoving({ state }: Pick<Import, "state">): boolean {
  return state === "running" || state === "undoing";
}

/** Lists the imports, newest first, page by page; asks again every second while one of them moves. */
export const importsQuery = infiniteQueryOptions({
  queryKey: ["imports"],
  queryFn: ({ pageParam, signal }) => {
    const query = { limit: PAGE_SIZE, ...(pageParam ? { cursor: pageParam } : {}) };
    return unwrap(client.GET("/api/v1/imports", { params: { query }, signal }));
  },
  initialPageParam: "",
  getNextPageParam: (page) => page.next_cursor,
  // Who looks here often just imported something.
  staleTime: 0,
  refetchInterval: ({ state }) => (state.data?.pages.some(({ items }) => items.some(isMoving)) ? POLL_MS : false),
});

/** Fetches one import; asks again every second while it moves. */
export function importQuery(id: number) {
  return queryOptions({
    queryKey: ["import", id],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/imports/{id}", { params: { path: { id } }, signal })),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? POLL_MS : false),
  });
}

/** Stops an import; what it stored stays. */
export function stopImport(id: number): Promise<Import> {
  return unwrap(client.POST("/api/v1/imports/{id}/stop", { params: { path: { id } } }));
}

/** Begins to take back what an import added. */
export function undoImport(id: number): Promise<Import> {
  return unwrap(client.POST("/api/v1/imports/{id}/undo", { params: { path: { id } } }));
}

/** The address at which the rejects of an import are served as a CSV file. */
export function rejectsAddress(id: number): string {
  return `/api/v1/imports/${id}/rejects.csv`;
}
