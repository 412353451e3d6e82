import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client, type Schemas } from "./client";
import { unwrap } from "./failure";

/** The figures of a period, each with its history and what it is compared with. */
export type Today = Schemas["Today"];
/** The period that is looked at. */
export type TodayPeriod = Schemas["TodayPeriod"];
/** The figures, once there is an event to look at. */
export type TodayBoard = Today & { period: TodayPeriod };
/** One figure. */
export type TodayFigure = Schemas["TodayFigure"];
/** What a figure was in one period. */
export type TodayValue = Schemas["TodayValue"];
/** How much of what happened the figures cover. */
export type TodayCoverage = Schemas["TodayCoverage"];
/** A difference that survives the number of comparisons. */
export type TodayFinding = Schemas["TodayFinding"];

export type TodayFindingList = Schemas["TodayFindingList"];

/** Which period is looked at; what is left out is chosen by the server. */
export interface TodayChoice {
  days: number | undefined;
  until: string | undefined;
}

/** An empty project is asked again and again, so that its first event is seen at once. */
const FIRST_EVENT_POLL_MS = 5_000;
const KEY = "today";

function queryOf({ days, until }: TodayChoice) {
  return { ...(days === undefined ? {} : { days }), ...(until === undefined ? {} : { until }) };
}

/** Fetches the figures; while those of another period are computed, the ones before stay. */
export function todayQuery(choice: TodayChoice) {
  const query = queryOf(choice);
  return queryOptions({
    queryKey: [KEY, "figures", query],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/today", { params: { query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.is_empty ? FIRST_EVENT_POLL_MS : false),
  });
}

/** Fetches what is unusual in the period. */
export function todayFindingsQuery(choice: TodayChoice) {
  const query = queryOf(choice);
  return queryOptions({
    queryKey: [KEY, "findings", query],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/today/findings", { params: { query }, signal })),
  });
}

/** Tells a project that received something from an empty one. */
export function isBoard(today: Today | undefined): today is TodayBoard {
  return today !== undefined && today.period !== null;
}

/** The key of everything that is asked here, after a change. */
export const todayKey = [KEY] as const;

/** Sets the target of a figure. */
export async function setTarget(figure: string, value: number): Promise<void> {
  await unwrap(client.PUT("/api/v1/today/targets/{figure}", { params: { path: { figure } }, body: { value } }));
}

/** Removes the target of a figure. */
export async function removeTarget(figure: string): Promise<void> {
  await unwrap(client.DELETE("/api/v1/today/targets/{figure}", { params: { path: { figure } } }));
}
