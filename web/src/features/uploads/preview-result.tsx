import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { Preview } from "../../api/uploads";
import { eventLabel } from "../../lib/events/tell";
import { useFormats } from "../../lib/formats";
import { EventCard } from "./event-card";
import classes from "./preview-result.module.css";
import { RejectReasons } from "./reject-reasons";

interface PreviewResultProps {
  preview: Preview;
  /** The preview is of an earlier state of the template. */
  isStale: boolean;
}

/** What would come out: how many events of how many people, some of them, and the rows that are refused. */
export function PreviewResult({ preview, isStale }: PreviewResultProps) {
  if (preview.problem) {
    return null;
  }
  const n_rejects = Object.values(preview.rejects_by_reason).reduce((sum, n) => sum + n, 0);
  return (
    <div className={classes.result} data-stale={isStale || undefined} aria-busy={isStale}>
      <h3>
        <Trans>What comes out</Trans>
      </h3>
      <p role="status">
        <PreviewSentence preview={preview} />
      </p>
      <EventCounts events={preview.events} />
      {preview.samples.length > 0 ? (
        <ul className={classes.cards}>
          {preview.samples.map((event, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an event of a preview has no other name than its place
            <EventCard key={place} event={event} zone={preview.timezone} currency={preview.currency} />
          ))}
        </ul>
      ) : null}
      {n_rejects > 0 ? (
        <section className={classes.rejects}>
          <h4>
            <Plural value={n_rejects} one="# row cannot be used" other="# rows cannot be used" />
          </h4>
          <RejectReasons reasons={preview.rejects_by_reason} rejects={preview.rejects} />
        </section>
      ) : null}
    </div>
  );
}

/** How much of the files was looked at, and what is in it. */
function PreviewSentence({ preview }: { preview: Preview }) {
  const formats = useFormats();
  const n_events = preview.events.reduce((sum, { n }) => sum + n, 0);
  const n_rows = preview.tables[0]?.n_rows ?? 0;
  const first = preview.first_ms === null ? "" : formats.date(preview.first_ms);
  const last = preview.last_ms === null ? "" : formats.date(preview.last_ms);
  return (
    <>
      {preview.is_whole ? (
        <Plural value={n_rows} one="The row of the file gives" other="The # rows of the file give" />
      ) : (
        <Plural value={n_rows} one="The first row gives" other="The first # rows give" />
      )}{" "}
      <Plural value={n_events} one="# event" other="# events" />{" "}
      <Plural value={preview.n_people} one="of # person" other="of # people" />
      {first && last ? (
        <Trans>
          , from {first} to {last}
        </Trans>
      ) : null}
      .
    </>
  );
}

function EventCounts({ events }: { events: Preview["events"] }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  return (
    <ul className={classes.counts}>
      {events.map(({ name, n }) => (
        <li key={name}>
          <strong>{formats.number(n)}</strong> <bdi>{eventLabel(name, i18n)}</bdi>
        </li>
      ))}
    </ul>
  );
}
