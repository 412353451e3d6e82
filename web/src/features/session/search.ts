import { ApiFailure, UNREACHABLE } from "../../api/failure";

/** What can stand in the way of signing in. */
export type SignInProblem = "credentials" | "link" | "too_many" | "unreachable" | "ended" | "other";

/** The parameters of the sign-in page. */
export interface SignInSearch {
  /** The page to go to afterwards. */
  from?: string | undefined;
  /** The token of a one-time link. */
  token?: string | undefined;
  /** What stood in the way. */
  problem?: SignInProblem | undefined;
}

const PROBLEMS: readonly SignInProblem[] = ["credentials", "link", "too_many", "unreachable", "ended", "other"];

/** Reads the parameters of the sign-in page. */
export function parseSignInSearch(raw: Record<string, unknown>): SignInSearch {
  return {
    from: typeof raw.from === "string" ? raw.from : undefined,
    token: typeof raw.token === "string" ? raw.token : undefined,
    problem: PROBLEMS.find((problem) => problem === raw.problem),
  };
}

/** Names the problem behind a failed attempt to sign in. */
export function problemOf(error: unknown): SignInProblem {
  if (!(error instanceof ApiFailure)) {
    return "other";
  }
  switch (error.code) {
    case "invalid_credentials":
    case "invalid_email":
      return "credentials";
    case "invalid_link":
      return "link";
    case UNREACHABLE:
      return "unreachable";
    default:
      return error.status === 429 ? "too_many" : "other";
  }
}
