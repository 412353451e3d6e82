import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { problemOf } from "../../api/failure";
import type { Preview, Template, Upload } from "../../api/uploads";
import classes from "./check-step.module.css";
import { CommonOptions } from "./common-options";
import { PreviewResult } from "./preview-result";
import { ProblemBox } from "./problem-box";
import { Step } from "./step";
import { TableCheck } from "./table-check";
import { TemplateDownload } from "./template-download";

interface CheckStepProps {
  upload: Upload;
  template: Template;
  /** Whether something was corrected. */
  isCorrected: boolean;
  preview: Preview | undefined;
  /** The preview is of an earlier state of the template. */
  isStale: boolean;
  error: unknown;
  correct(template: Template | undefined): void;
}

/** The third step: how the files are read, which column is what, and what would come out. */
export function CheckStep({ upload, template, isCorrected, preview, isStale, error, correct }: CheckStepProps) {
  return (
    <Step number={3} id="check" title={<Trans>Check and correct</Trans>}>
      {error ? <ProblemBox problem={problemOf(error)} /> : null}
      {!error && preview?.problem ? <ProblemBox problem={preview.problem} /> : null}
      {preview ? (
        <>
          {preview.tables.map((table) => (
            <TableCheck
              key={table.name}
              table={table}
              problem={preview.problem}
              upload={upload}
              template={template}
              isAlone={preview.tables.length === 1}
              correct={correct}
            />
          ))}
          <CommonOptions template={template} preview={preview} correct={correct} />
          <div className={classes.tools}>
            <TemplateDownload upload={upload.id} template={template} />
            {isCorrected ? (
              <Button variant="subtle" size="xs" onClick={() => correct(undefined)}>
                <Trans>Take back all corrections</Trans>
              </Button>
            ) : null}
          </div>
          <PreviewResult preview={preview} isStale={isStale} />
        </>
      ) : null}
      {!preview && !error ? (
        <p className={classes.quiet} role="status">
          <Trans>Reading the beginning of the files…</Trans>
        </p>
      ) : null}
    </Step>
  );
}
