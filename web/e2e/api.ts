import { expect, type Page } from "@playwright/test";
import type { operations } from "../src/api/schema";
import { oneLine } from "../src/lib/text";

type People = operations["person_list"]["responses"][200]["content"]["application/json"];

/** Asks the server for people, so that the specs know what a page must show whatever the data. */
export async function fetchPeople(page: Page, query: Record<string, string>): Promise<People> {
  const answer = await page.request.get(`/api/v1/people?${new URLSearchParams(query)}`);
  expect(answer.ok()).toBe(true);
  return (await answer.json()) as People;
}

/** Returns the customer with the most orders: the richest page. */
export async function bestCustomer(page: Page): Promise<People["items"][number]> {
  const { items } = await fetchPeople(page, { kind: "customer", sort: "-orders", limit: "1" });
  const [best] = items;
  if (!best) {
    throw new Error("the specs need a project with at least one customer");
  }
  return best;
}

/** The name under which a person is shown. */
export function shownName({ name, email, identifier, id }: People["items"][number]): string {
  return [name, email, identifier].map((text) => oneLine(text ?? "", 80)).find((text) => text !== "") ?? id;
}
