import { Trans, useLingui } from "@lingui/react/macro";
import { reasonOf } from "../../lib/reasons";
import { oneLine } from "../../lib/text";
import classes from "./reason-line.module.css";

const TEXT_LENGTH_MAX = 200;

interface ReasonLineProps {
  code: string;
  /** The server's words, for a code that this version does not know. */
  message: string | null;
  field: string | null;
  hint: string | null;
}

/** Why something was not accepted, where, and how to repair it. */
export function ReasonLine({ code, message, field, hint }: ReasonLineProps) {
  const { i18n } = useLingui();
  const reason = reasonOf(code);
  const fieldName = oneLine(field ?? "", TEXT_LENGTH_MAX);
  return (
    <p className={classes.reason}>
      {reason ? <strong>{i18n._(reason.what)}</strong> : <ServerWords text={message ?? code} />}
      {fieldName ? (
        <span>
          <Trans>
            Field: <code>{fieldName}</code>
          </Trans>
        </span>
      ) : null}
      {reason?.fix ? <span>{i18n._(reason.fix)}</span> : null}
      {hint && !reason?.fix ? <ServerWords text={hint} /> : null}
    </p>
  );
}

/** The server speaks English. */
function ServerWords({ text }: { text: string }) {
  return (
    <span lang="en">
      <bdi>{oneLine(text, TEXT_LENGTH_MAX)}</bdi>
    </span>
  );
}
