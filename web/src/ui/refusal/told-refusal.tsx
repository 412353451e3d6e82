import { Trans, useLingui } from "@lingui/react/macro";
import type { Problem } from "../../api/failure";
import { placeOf } from "./place";
import classes from "./refusal.module.css";
import { ServerWords } from "./server-words";
import { isToldByMessage, wordsOf } from "./words";

interface ToldRefusalProps {
  problem: Problem;
  /** The words stand at the field that is at fault: they need not name it. */
  atField: boolean;
}

/** A refusal in the reader's words with its place; the server's own where it alone knows the place, or the cause. */
export default function ToldRefusal({ problem, atField }: ToldRefusalProps) {
  const { i18n, t } = useLingui();
  const known = wordsOf(problem.code, problem.field);
  const place = atField ? [] : placeOf(problem.code, problem.field).map((part) => i18n._(part));
  const words = known ? i18n._(known) : t`The server reports a problem. If it lasts, tell whoever runs Boussole.`;
  const where = place.join(", ");
  return (
    <>
      <span>{where ? t`${where}: ${words}` : words}</span>
      {known && !isToldByMessage(problem.code) ? null : (
        <span className={classes.server}>
          <Trans>Message of the server:</Trans> {known ? null : <code>{problem.code}</code>}{" "}
          <ServerWords problem={problem} />
        </span>
      )}
    </>
  );
}
