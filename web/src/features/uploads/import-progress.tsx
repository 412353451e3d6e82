import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { VisuallyHidden } from "@mantine/core";
import type { ImportProgress } from "../../api/imports";
import { useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import { ProgressBar } from "../../ui/progress-bar";
import { useLength } from "./lengths";
import { howFar } from "./progress";

/** Screen readers are told each time another quarter is done: more would be too much to listen to. */
const TOLD_PARTS = 4;

interface ImportProgressBarProps {
  /** Absent until the first row is read. */
  progress: ImportProgress | null;
  /** What it is the progress of, for screen readers. */
  label: string;
}

/** How far an import or a dry run is: the bar, the rows, their speed and the time that is left. */
export function ImportProgressBar({ progress, label }: ImportProgressBarProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const length = useLength();
  const { ratio, rows_per_second } = progress ? howFar(progress) : {};
  const told = ratio === undefined ? undefined : Math.floor(ratio * TOLD_PARTS) * (100 / TOLD_PARTS);
  const table = oneLine(progress?.table ?? "", 60);
  const speed = rows_per_second === undefined ? undefined : formats.number(rows_per_second);
  const left = progress?.seconds_left == null ? undefined : length(progress.seconds_left * 1_000);
  return (
    <>
      <ProgressBar label={label} ratio={ratio}>
        {progress ? (
          <>
            <span>
              <Plural value={progress.rows} one="# row" other="# rows" />
            </span>
            <span>
              <Plural value={progress.events} one="# event" other="# events" />
            </span>
            {speed ? <span>{t`${speed} rows per second`}</span> : null}
            {left ? <span>{t`about ${left} left`}</span> : null}
            {ratio === undefined && table ? <span>{t`reading ${table}`}</span> : null}
          </>
        ) : (
          <Trans>Beginning…</Trans>
        )}
      </ProgressBar>
      <VisuallyHidden role="status">{told ? <Trans>{told} per cent are done</Trans> : null}</VisuallyHidden>
    </>
  );
}
