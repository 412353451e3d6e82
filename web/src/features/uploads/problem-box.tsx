import type { Problem } from "../../api/failure";
import { ProblemWords } from "../../ui/refusal-words";
import classes from "./problem-box.module.css";

/** A refusal that screen readers announce at once. */
export function ProblemBox({ problem }: { problem: Problem }) {
  return (
    <p className={classes.box} role="alert">
      <ProblemWords problem={problem} />
    </p>
  );
}
