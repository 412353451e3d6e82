import { expect, test } from "vitest";
import { ApiFailure, problemOf, retryDelayMs, UNEXPECTED, unwrap } from "./failure";

async function failureOf(status: number, retryAfter?: string): Promise<unknown> {
  const response = new Response(null, {
    status,
    headers: retryAfter === undefined ? {} : { "Retry-After": retryAfter },
  });
  return unwrap(Promise.resolve({ error: { code: "busy", message: "x" }, response })).catch((error: unknown) => error);
}

test.each([
  ["as the server asks", 503, "5", 0, 5_000],
  ["but not for ever", 503, "9000", 0, 30_000],
  ["at once when it asks for that", 503, "0", 2, 0],
  ["longer each time when it does not say", 500, undefined, 2, 4_000],
  ["as if it did not say, when it cannot be read", 503, "Fri, 31 Dec 1999 23:59:59 GMT", 0, 1_000],
])("the next attempt waits: %s", async (_, status, retryAfter, n_failures, delay) => {
  expect(retryDelayMs(n_failures, await failureOf(status, retryAfter))).toBe(delay);
});

test("any failure is read as a refusal", () => {
  const refused = new ApiFailure(400, { code: "name_taken", message: "taken", field: "name" });
  expect(problemOf(refused)).toEqual({ code: "name_taken", message: "taken", hint: null, field: "name" });
  expect(problemOf(new TypeError("x")).code).toBe(UNEXPECTED);
});
