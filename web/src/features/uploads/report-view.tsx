import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { ImportReport } from "../../api/imports";
import { eventLabel } from "../../lib/events/tell";
import { useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import { useLength } from "./lengths";
import { RejectReasons } from "./reject-reasons";
import classes from "./report-view.module.css";
import { shapeWords } from "./shapes";

const NAME_LENGTH_MAX = 80;

interface ReportViewProps {
  report: ImportReport;
  /** Nothing was stored: it says what an import would do. */
  isDry?: boolean;
  /** Leads to the file of rejected rows, where there is one. */
  rejectsLink?: ReactNode;
}

/** What an import did, or would do: events by name, people, rejected rows by reason, and how the files were read. */
export function ReportView({ report, isDry = false, rejectsLink }: ReportViewProps) {
  // A dry run stands below a heading of its own, within a step; an import has its page.
  const heading = isDry ? "h4" : "h2";
  const length = useLength()(report.elapsed_ms);
  // A company that was simulated was read from no file.
  const isRead = report.files.length > 0;
  const n_rows = Object.values(report.rows).reduce((sum, n) => sum + n, 0);
  return (
    <div className={classes.report}>
      <EventTable report={report} isDry={isDry} />
      <ul className={classes.facts}>
        <li>
          <Plural value={report.n_people} one="# person" other="# people" />
        </li>
        {isRead ? (
          <li>
            <Plural value={n_rows} one="# row read" other="# rows read" />
          </li>
        ) : null}
        {report.n_derived > 0 ? (
          <li>
            <Plural value={report.n_derived} one="# event of an order’s line" other="# events of orders’ lines" />
          </li>
        ) : null}
        <li>
          <Trans>in {length}</Trans>
        </li>
      </ul>
      {isRead ? (
        <>
          <Rejects report={report} link={rejectsLink} heading={heading} />
          <Files report={report} heading={heading} />
        </>
      ) : null}
    </div>
  );
}

function EventTable({ report, isDry }: { report: ImportReport; isDry: boolean }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const events = Object.entries(report.events);
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Event</Trans>
            </th>
            <th scope="col">{isDry ? <Trans>Would be new</Trans> : <Trans context="number of events">New</Trans>}</th>
            <th scope="col">
              <Trans context="number of events">Already there</Trans>
            </th>
            <th scope="col">
              <Trans context="number of events">Conflicts</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {events.map(([name, counts]) => (
            <tr key={name}>
              <th scope="row">
                <bdi>{eventLabel(name, i18n)}</bdi>
              </th>
              <td>{formats.number(counts.accepted)}</td>
              <td>{formats.number(counts.duplicate)}</td>
              <td>{formats.number(counts.conflict)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface PartProps {
  report: ImportReport;
  heading: "h2" | "h4";
}

function Rejects({ report, link, heading: Heading }: PartProps & { link: ReactNode }) {
  const reasons = { ...report.rejects_by_reason, ...report.quarantined };
  if (Object.keys(reasons).length === 0) {
    return (
      <p className={classes.quiet}>
        <Trans>No row was rejected.</Trans>
      </p>
    );
  }
  return (
    <section className={classes.part}>
      <Heading>
        <Plural value={report.n_rejects} one="# rejected row" other="# rejected rows" />
      </Heading>
      <RejectReasons reasons={reasons} />
      {link}
    </section>
  );
}

function Files({ report, heading: Heading }: PartProps) {
  const { i18n } = useLingui();
  return (
    <section className={classes.part}>
      <Heading>
        <Trans>How the files were read</Trans>
      </Heading>
      <ul className={classes.files}>
        {report.files.map(({ table, file, shape }) => (
          <li key={`${table} ${file}`}>
            <bdi>{oneLine(file, NAME_LENGTH_MAX)}</bdi>
            <span className={classes.quiet}>{shapeWords(shape, i18n).join(" · ")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
