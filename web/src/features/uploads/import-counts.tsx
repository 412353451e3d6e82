import { Plural } from "@lingui/react/macro";
import type { Import } from "../../api/imports";
import classes from "./import-counts.module.css";

/** What became of the events and rows of an import, in one line; what did not happen is left out. */
export function ImportCounts({ imported }: { imported: Import }) {
  const { n_accepted, n_duplicate, n_conflict, n_rejected } = imported;
  return (
    <ul className={classes.counts}>
      <li>
        <Plural value={n_accepted} one="# new event" other="# new events" />
      </li>
      {n_duplicate > 0 ? (
        <li>
          <Plural value={n_duplicate} one="# already there" other="# already there" />
        </li>
      ) : null}
      {n_conflict > 0 ? (
        <li data-trouble>
          <Plural value={n_conflict} one="# conflict" other="# conflicts" />
        </li>
      ) : null}
      {n_rejected > 0 ? (
        <li data-trouble>
          <Plural value={n_rejected} one="# rejected row" other="# rejected rows" />
        </li>
      ) : null}
    </ul>
  );
}
