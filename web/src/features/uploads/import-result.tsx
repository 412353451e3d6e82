import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type Import, rejectsAddress } from "../../api/imports";
import { useFormats } from "../../lib/formats";
import { ImportCounts } from "./import-counts";
import classes from "./import-page.module.css";
import { ImportProgressBar } from "./import-progress";
import { ProblemBox } from "./problem-box";
import { RejectsLink } from "./reject-reasons";
import { ReportView } from "./report-view";

/** What an import did so far, in the words of its state. */
export function ImportResult({ imported }: { imported: Import }) {
  const { t } = useLingui();
  const { state, report, problem } = imported;
  return (
    <>
      {state === "running" ? (
        <ImportProgressBar progress={imported.progress} label={t`Progress of the import`} />
      ) : null}
      <StateWords imported={imported} />
      {problem ? <ProblemBox problem={problem} /> : null}
      {report ? (
        <ReportView
          report={report}
          rejectsLink={imported.has_rejects ? <RejectsLink address={rejectsAddress(imported.id)} /> : null}
        />
      ) : null}
      {!report && state !== "running" ? <ImportCounts imported={imported} /> : null}
      {!report && imported.has_rejects ? <RejectsLink address={rejectsAddress(imported.id)} /> : null}
    </>
  );
}

function StateWords({ imported }: { imported: Import }) {
  const formats = useFormats();
  const undone = imported.undone_ms === null ? "" : formats.dateTime(imported.undone_ms);
  const { state, report, n_undone } = imported;
  if (state === "failed" || state === "stopped") {
    return (
      <p className={classes.words}>
        <Trans>
          What was stored before stays. Importing the same files again continues where it stopped and counts nothing
          twice.
        </Trans>
      </p>
    );
  }
  if (state === "undoing") {
    return (
      <p className={classes.words}>
        <Trans>The events of this import are being taken back.</Trans>
      </p>
    );
  }
  if (state === "undone") {
    return (
      <p className={classes.words}>
        <Plural
          value={n_undone ?? 0}
          one={`# event was taken back on ${undone}.`}
          other={`# events were taken back on ${undone}.`}
        />{" "}
        <Trans>What follows is what the import had done.</Trans>
      </p>
    );
  }
  return report?.settled_now ? (
    <p className={classes.words}>
      <Trans>This first import set the time zone and the currency of the project for good.</Trans>
    </p>
  ) : null;
}
