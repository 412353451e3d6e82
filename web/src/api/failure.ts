import type { components } from "./schema";

/** Why the server did not do what was asked. */
export type Problem = components["schemas"]["Problem"];

/** The code of a failure for which no answer arrived at all. */
export const UNREACHABLE = "unreachable";

/** The code of a failure of the interface itself. */
export const UNEXPECTED = "unexpected";

/** The wait before the second attempt, when the server asks for none. */
const FIRST_WAIT_MS = 1_000;
/** Nobody looks at an empty page for longer, whatever the server asks. */
const WAIT_MAX_MS = 30_000;

/** An answer of the server that is not a success, or the absence of an answer (status 0). */
export class ApiFailure extends Error {
  /** HTTP status; 0 when no answer arrived. */
  readonly status: number;
  /** Stable name of the cause. */
  readonly code: string;
  /** How the user can repair it, in the server's words. */
  readonly hint: string | undefined;
  /** The field of what was sent that is at fault. */
  readonly field: string | undefined;
  /** How long the server asks to wait before the next attempt; nothing when it does not say. */
  readonly retryAfterMs: number | undefined;

  constructor(status: number, problem: Partial<Problem>, retryAfterMs?: number) {
    super(problem.message ?? `the server answered ${status}`);
    this.name = "ApiFailure";
    this.status = status;
    this.code = problem.code ?? "unknown";
    this.hint = problem.hint ?? undefined;
    this.field = problem.field ?? undefined;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Reads any failure as a refusal. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiFailure) {
    const { code, message, hint, field } = error;
    return { code, message, hint: hint ?? null, field: field ?? null };
  }
  return { code: UNEXPECTED, message: String(error), hint: null, field: null };
}

/** Names the field of a form that is at fault: the first part of what the server names. */
export function faultField(error: unknown): string | undefined {
  return problemOf(error).field?.split(".")[0];
}

/** Says whether `error` is an answer of the server with this HTTP status. */
export function isFailure(error: unknown, status: number): error is ApiFailure {
  return error instanceof ApiFailure && error.status === status;
}

/** Says whether asking again may help: no answer, or a fault of the server. */
export function mayRecover(error: unknown): boolean {
  return !(error instanceof ApiFailure) || error.status === 0 || error.status >= 500;
}

/** Says how long to wait before attempt `n_failures + 1`: as long as the server asks, else longer each time. */
export function retryDelayMs(n_failures: number, error: unknown): number {
  const asked = error instanceof ApiFailure ? error.retryAfterMs : undefined;
  return Math.min(asked ?? FIRST_WAIT_MS * 2 ** n_failures, WAIT_MAX_MS);
}

/** Reads `Retry-After` in seconds, as this server writes it; a date, which a proxy may send, is not waited for. */
function waitAsked(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : undefined;
}

interface Answer<Body> {
  data?: Body;
  error?: unknown;
  response: Response;
}

/** Returns the body of a successful answer, or throws an [`ApiFailure`]. */
export async function unwrap<Body>(call: Promise<Answer<Body>>): Promise<Body> {
  const answer = await call.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") {
      throw cause;
    }
    throw new ApiFailure(0, { code: UNREACHABLE, message: "the server cannot be reached" });
  });
  if (!answer.response.ok) {
    const { status, headers } = answer.response;
    throw new ApiFailure(status, believed(answer.error), waitAsked(headers.get("Retry-After")));
  }
  return answer.data as Body;
}

/** A proxy in between may answer with a page of its own: only what looks like a problem is believed. */
function believed(body: unknown): Partial<Problem> {
  return typeof body === "object" && body !== null ? (body as Partial<Problem>) : {};
}
