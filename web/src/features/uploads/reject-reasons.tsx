import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { Reject } from "../../api/uploads";
import { useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import { IconDownload } from "../../ui/icons";
import { columnLabel } from "./columns";
import { rejectReason } from "./reasons";
import classes from "./reject-reasons.module.css";

const EXAMPLES_MAX = 5;
const TEXT_LENGTH_MAX = 80;

interface RejectReasonsProps {
  reasons: Record<string, number>;
  /** Some of the rows; none where only their number is known. */
  rejects?: readonly Reject[];
}

/** Why rows were refused, the most frequent reason first, with some of these rows. */
export function RejectReasons({ reasons, rejects = [] }: RejectReasonsProps) {
  const sorted = Object.entries(reasons).sort(([, a], [, b]) => b - a);
  return (
    <ul className={classes.reasons}>
      {sorted.map(([code, n]) => (
        <ReasonItem key={code} code={code} n={n} rejects={rejects.filter(({ reason }) => reason === code)} />
      ))}
    </ul>
  );
}

function ReasonItem({ code, n, rejects }: { code: string; n: number; rejects: readonly Reject[] }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const reason = rejectReason(code);
  const fix = reason?.fix;
  return (
    <li className={classes.reason}>
      <span className={classes.what}>
        {reason ? i18n._(reason.what) : <code>{oneLine(code, TEXT_LENGTH_MAX)}</code>} ({formats.number(n)})
      </span>
      {fix ? <span className={classes.fix}>{i18n._(fix)}</span> : null}
      {rejects.length > 0 ? (
        <ul className={classes.rows}>
          {rejects.slice(0, EXAMPLES_MAX).map((reject) => (
            <RejectedRow key={`${reject.table} ${reject.file} ${reject.line} ${reject.column}`} reject={reject} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** Where it stands in the file, and what stands there. */
function RejectedRow({ reject }: { reject: Reject }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const line = formats.number(reject.line);
  const file = oneLine(reject.file, TEXT_LENGTH_MAX);
  return (
    <li>
      <span className={classes.place}>
        <Trans>
          line {line} of <bdi>{file}</bdi>
        </Trans>
      </span>
      {reject.column ? <bdi className={classes.place}>{columnLabel(reject.column, i18n)}</bdi> : null}
      {reject.value ? (
        <code>
          <bdi>{oneLine(reject.value, TEXT_LENGTH_MAX)}</bdi>
        </code>
      ) : null}
    </li>
  );
}

/** Downloads all refused rows as a file for spreadsheets. */
export function RejectsLink({ address }: { address: string }) {
  return (
    <Button component="a" href={address} download variant="default" size="xs" leftSection={<IconDownload size={16} />}>
      <Trans>Download the rejected rows (CSV)</Trans>
    </Button>
  );
}
