import { Plural, Trans } from "@lingui/react/macro";
import type { ImportReport } from "../../api/imports";
import type { Preview } from "../../api/uploads";
import { useFormats } from "../../lib/formats";
import classes from "./import-sentence.module.css";

interface ImportSentenceProps {
  preview: Preview;
  /** What a dry run of the same template found, which counts more than the beginning of the files. */
  report: ImportReport | null;
}

/** Says in a sentence what the import will do. */
export function ImportSentence({ preview, report }: ImportSentenceProps) {
  return (
    <div className={classes.sentence}>
      <p>
        {report || preview.is_whole ? (
          <Whole preview={preview} report={report} />
        ) : (
          <Trans>This imports all rows of the files; the preview above shows only the first ones.</Trans>
        )}{" "}
        <Where preview={preview} />
      </p>
      <Settling preview={preview} />
    </div>
  );
}

/** How many events of how many people. */
function Whole({ preview, report }: ImportSentenceProps) {
  const formats = useFormats();
  const { first_ms, last_ms } = report ?? preview;
  const first = first_ms === null ? "" : formats.date(first_ms);
  const last = last_ms === null ? "" : formats.date(last_ms);
  const n_new = report
    ? Object.values(report.events).reduce((sum, { accepted }) => sum + accepted, 0)
    : preview.events.reduce((sum, { n }) => sum + n, 0);
  return (
    <>
      {report ? (
        <Plural value={n_new} one="This adds # new event" other="This adds # new events" />
      ) : (
        <Plural value={n_new} one="This imports # event" other="This imports # events" />
      )}{" "}
      <Plural value={report?.n_people ?? preview.n_people} one="of # person" other="of # people" />
      {first && last ? (
        <Trans>
          , from {first} to {last}
        </Trans>
      ) : null}
      .
    </>
  );
}

/** In which zone and currency. */
function Where({ preview }: { preview: Preview }) {
  const { timezone, currency } = preview;
  return currency ? (
    <Trans>
      Amounts are in {currency}, times in the zone {timezone}.
    </Trans>
  ) : (
    <Trans>Times are in the zone {timezone}.</Trans>
  );
}

/** The first import decides of the zone and the currency in which everything is counted from then on. */
function Settling({ preview }: { preview: Preview }) {
  const { timezone, currency, project } = preview;
  if (project.is_settled) {
    return null;
  }
  return (
    <p className={classes.settling}>
      {currency ? (
        <Trans>
          This is the first data of the project: it sets its time zone ({timezone}) and its currency ({currency}) for
          good.
        </Trans>
      ) : (
        <Trans>This is the first data of the project: it sets its time zone ({timezone}) for good.</Trans>
      )}
    </p>
  );
}
