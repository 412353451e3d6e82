import { ApiFailure } from "../../api/failure";

const FIRST_OF_SERVER = 500;

/** Says whether the question itself is at fault; other failures are shown as such, with a way to try again. */
export function isRefusal(error: unknown): error is ApiFailure {
  return (
    error instanceof ApiFailure &&
    error.status >= 400 &&
    error.status < FIRST_OF_SERVER &&
    error.status !== 401 &&
    error.status !== 403
  );
}
