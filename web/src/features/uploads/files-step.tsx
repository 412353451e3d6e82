import { Trans, useLingui } from "@lingui/react/macro";
import { CloseButton, VisuallyHidden } from "@mantine/core";
import { useRef } from "react";
import { problemOf } from "../../api/failure";
import type { Upload, UploadFile } from "../../api/uploads";
import { useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import { IconFile } from "../../ui/icons";
import { ProgressBar } from "../../ui/progress-bar";
import { ProblemWords } from "../../ui/refusal-words";
import { CsvSample } from "./csv-sample";
import { DropZone } from "./drop-zone";
import classes from "./files-step.module.css";
import { shapeWords } from "./shapes";
import { Step } from "./step";
import { useRemoveFile } from "./use-changes";
import type { Sending, SendingFile } from "./use-sending";

const NAME_LENGTH_MAX = 120;

interface FilesStepProps {
  upload: Upload | undefined;
  sending: Sending;
}

/** The first step: files are added, sent and taken out again. */
export function FilesStep({ upload, sending }: FilesStepProps) {
  const { t } = useLingui();
  const list = useRef<HTMLUListElement>(null);
  const files = upload?.files ?? [];
  const isEmpty = files.length === 0 && sending.files.length === 0;
  return (
    <Step number={1} id="files" title={<Trans>Files</Trans>}>
      <DropZone onFiles={sending.add} isSmall={!isEmpty} />
      {isEmpty ? <CsvSample /> : null}
      {isEmpty ? null : (
        <ul className={classes.files} aria-label={t`Files`} ref={list} tabIndex={-1}>
          {upload
            ? files.map((file) => (
                <FileRow key={file.name} upload={upload.id} file={file} onRemoved={() => list.current?.focus()} />
              ))
            : null}
          {sending.files.map((file) => (
            <SendingRow key={file.key} file={file} onCancel={() => sending.cancel(file.key)} />
          ))}
        </ul>
      )}
      <VisuallyHidden role="status">
        {sending.files.some(({ error }) => error === undefined) ? <Trans>Files are being sent</Trans> : null}
        {!isEmpty && sending.files.length === 0 ? <Trans>All files have arrived</Trans> : null}
      </VisuallyHidden>
    </Step>
  );
}

interface FileRowProps {
  upload: string;
  file: UploadFile;
  onRemoved(): void;
}

/** A file that arrived: what it was recognised as, or why it cannot be read. */
function FileRow({ upload, file, onRemoved }: FileRowProps) {
  const { i18n, t } = useLingui();
  const formats = useFormats();
  const remove = useRemoveFile(upload);
  const name = oneLine(file.name, NAME_LENGTH_MAX);
  const problem = file.problem ?? (remove.error ? problemOf(remove.error) : null);
  const words = [formats.bytes(file.n_bytes), ...(file.shape ? shapeWords(file.shape, i18n) : [])];
  return (
    <li className={classes.file} data-trouble={problem ? true : undefined}>
      <IconFile size={18} stroke={1.6} aria-hidden />
      <div className={classes.text}>
        <span className={classes.name}>
          <bdi>{name}</bdi>
        </span>
        <span className={classes.quiet}>{words.join(" · ")}</span>
        {problem ? (
          <span className={classes.problem}>
            <ProblemWords problem={problem} />
          </span>
        ) : null}
      </div>
      <CloseButton
        onClick={() => remove.mutate(file.name, { onSuccess: onRemoved })}
        disabled={remove.isPending}
        aria-label={t`Remove ${name}`}
      />
    </li>
  );
}

/** A file on its way, or one that did not arrive. */
function SendingRow({ file, onCancel }: { file: SendingFile; onCancel(): void }) {
  const { t } = useLingui();
  const formats = useFormats();
  const name = oneLine(file.name, NAME_LENGTH_MAX);
  const sent = formats.bytes(file.n_sent);
  const all = formats.bytes(file.n_bytes);
  const failed = file.error !== undefined;
  return (
    <li className={classes.file} data-trouble={failed || undefined}>
      <IconFile size={18} stroke={1.6} aria-hidden />
      <div className={classes.text}>
        <span className={classes.name}>
          <bdi>{name}</bdi>
        </span>
        {failed ? (
          <span className={classes.problem} role="alert">
            <ProblemWords problem={problemOf(file.error)} />
          </span>
        ) : (
          <ProgressBar label={t`Sending ${name}`} ratio={file.n_bytes > 0 ? file.n_sent / file.n_bytes : undefined}>
            <span>
              <Trans>
                {sent} of {all}
              </Trans>
            </span>
          </ProgressBar>
        )}
      </div>
      <CloseButton onClick={onCancel} aria-label={failed ? t`Remove ${name}` : t`Stop sending ${name}`} />
    </li>
  );
}
