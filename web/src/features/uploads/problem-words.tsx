import { useLingui } from "@lingui/react/macro";
import { ApiFailure, isFailure } from "../../api/failure";
import type { Problem } from "../../api/imports";
import { oneLine } from "../../lib/text";
import classes from "./problem-words.module.css";
import { refusalWords } from "./reasons";

const TEXT_LENGTH_MAX = 500;

/** Reads a failed request as the refusal that the server gave, as far as it gave one. */
export function problemOf(error: unknown): Problem {
  if (isFailure(error, 403)) {
    return { code: "forbidden", message: error.message };
  }
  if (error instanceof ApiFailure) {
    const { code, message, hint, field } = error;
    return { code, message, hint: hint ?? null, field: field ?? null };
  }
  return { code: "unexpected", message: String(error) };
}

/** A refusal: the reader's words where there are any, and below them those of the server, which name the place. */
export function ProblemWords({ problem }: { problem: Problem }) {
  const { i18n } = useLingui();
  const words = refusalWords(problem.code);
  const server = problem.hint ? `${problem.message} (${problem.hint})` : problem.message;
  return (
    <>
      {words ? <span>{i18n._(words)}</span> : null}
      <span className={words ? classes.server : undefined} lang="en">
        <bdi>{oneLine(server, TEXT_LENGTH_MAX)}</bdi>
      </span>
    </>
  );
}

/** A refusal that screen readers announce at once. */
export function ProblemBox({ problem }: { problem: Problem }) {
  return (
    <p className={classes.box} role="alert">
      <ProblemWords problem={problem} />
    </p>
  );
}
