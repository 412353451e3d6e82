import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { type Import, isMoving } from "../../api/imports";
import { useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import { ImportCounts } from "./import-counts";
import { ImportProgressBar } from "./import-progress";
import classes from "./import-row.module.css";
import { ImportStateBadge } from "./import-state";
import { useTitle } from "./titles";

const NAME_LENGTH_MAX = 120;

/** One import in the list: what became of it, what it was, and how far it is. */
export function ImportRow({ imported }: { imported: Import }) {
  const { t } = useLingui();
  const formats = useFormats();
  const title = useTitle()(imported);
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <ImportStateBadge state={imported.state} />
        <div className={classes.what}>
          <Link to="/imports/$importId" params={{ importId: String(imported.id) }} className={classes.title}>
            <bdi>{title}</bdi>
          </Link>
          <span className={classes.file}>
            <bdi>{oneLine(imported.file_name, NAME_LENGTH_MAX)}</bdi>
          </span>
        </div>
        <time className={classes.time} dateTime={new Date(imported.started_ms).toISOString()}>
          {formats.dateTime(imported.started_ms)}
        </time>
      </div>
      <div className={classes.below}>
        {imported.state === "running" ? (
          <ImportProgressBar progress={imported.progress} label={t`Progress of ${title}`} />
        ) : null}
        {imported.state === "undone" && imported.n_undone !== null ? <TakenBack n={imported.n_undone} /> : null}
        {isMoving(imported) || imported.state === "undone" ? null : <ImportCounts imported={imported} />}
      </div>
    </li>
  );
}

function TakenBack({ n }: { n: number }) {
  const formats = useFormats();
  const n_events = formats.number(n);
  return (
    <p className={classes.quiet}>
      <Trans>Events taken back: {n_events}</Trans>
    </p>
  );
}
