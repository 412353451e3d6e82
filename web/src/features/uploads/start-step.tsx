import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { problemOf } from "../../api/failure";
import { dryRunRejectsAddress, type Preview, type Template, type Upload } from "../../api/uploads";
import { IconPlayerStop } from "../../ui/icons";
import { type Draft, isSameTemplate } from "./draft";
import { ImportProgressBar } from "./import-progress";
import { ImportSentence } from "./import-sentence";
import { ProblemBox } from "./problem-box";
import { RejectsLink } from "./reject-reasons";
import { ReportView } from "./report-view";
import classes from "./start-step.module.css";
import { Step } from "./step";
import { useStartDryRun, useStartImport, useStopDryRun } from "./use-changes";

interface StartStepProps {
  upload: Upload;
  template: Template;
  preview: Preview;
  draft: Draft;
  change(part: Draft): void;
}

/** The last step: a dry run over the whole files for those who want to be sure, and the import itself. */
export function StartStep({ upload, template, preview, draft, change }: StartStepProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const tryOut = useStartDryRun(upload.id);
  const start = useStartImport(upload.id);
  const isTrying = upload.dry_run?.state === "running";
  const holds = upload.dry_run !== null && isSameTemplate(draft.tried, template);
  const error = start.error ?? tryOut.error;
  function startTrying() {
    tryOut.mutate(template, { onSuccess: () => change({ tried: template }) });
  }
  function startImporting() {
    start.mutate(template, {
      onSuccess: ({ id }) =>
        void navigate({ to: "/imports/$importId", params: { importId: String(id) }, search: { upload: upload.id } }),
    });
  }
  return (
    <Step number={4} id="start" title={<Trans>Import</Trans>}>
      <ImportSentence preview={preview} report={holds ? (upload.dry_run?.report ?? null) : null} />
      <div className={classes.buttons}>
        <Button loading={start.isPending} disabled={isTrying} onClick={startImporting}>
          <Trans context="button">Import</Trans>
        </Button>
        <Button variant="default" loading={tryOut.isPending} disabled={isTrying} onClick={startTrying}>
          <Trans>Dry run</Trans>
        </Button>
        <span className={classes.quiet}>
          <Trans>A dry run reads and checks the whole files and keeps nothing.</Trans>
        </span>
      </div>
      {error ? <ProblemBox problem={problemOf(error)} /> : null}
      {upload.dry_run ? <DryRun upload={upload} holds={holds} label={t`Progress of the dry run`} /> : null}
    </Step>
  );
}

interface DryRunProps {
  upload: Upload;
  /** The template is still the one that was tried. */
  holds: boolean;
  label: string;
}

function DryRun({ upload, holds, label }: DryRunProps) {
  const stop = useStopDryRun(upload.id);
  const part = useRef<HTMLElement>(null);
  const state = upload.dry_run?.state;
  useEffect(() => {
    // The button that began it is disabled while it runs: the focus goes to what it does.
    if (state === "running") {
      part.current?.focus();
    }
  }, [state]);
  if (!upload.dry_run) {
    return null;
  }
  const { progress, report, problem } = upload.dry_run;
  return (
    <section className={classes.part} ref={part} tabIndex={-1} aria-labelledby="dry-run">
      <h3 id="dry-run">
        <Trans>Dry run</Trans>
      </h3>
      {state === "running" ? (
        <>
          <ImportProgressBar progress={progress} label={label} />
          <div>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlayerStop size={16} />}
              loading={stop.isPending}
              onClick={() => stop.mutate()}
            >
              <Trans>Stop</Trans>
            </Button>
          </div>
        </>
      ) : null}
      <p role="status" className={classes.quiet}>
        {state === "done" && holds ? <Trans>The whole files were read. Nothing was stored.</Trans> : null}
        {state === "done" && !holds ? (
          <Trans>Settings may have changed since this dry run: run it again to be sure.</Trans>
        ) : null}
        {state === "stopped" ? <Trans>The dry run was stopped.</Trans> : null}
      </p>
      {problem ? <ProblemBox problem={problem} /> : null}
      {report ? (
        <ReportView
          isDry
          report={report}
          rejectsLink={report.has_rejects_file ? <RejectsLink address={dryRunRejectsAddress(upload.id)} /> : null}
        />
      ) : null}
    </section>
  );
}
