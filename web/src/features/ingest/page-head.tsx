import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import classes from "./page-head.module.css";

/** The name of the page and its two views: what arrives, and what was set aside. */
export function PageHead() {
  const { t } = useLingui();
  return (
    <header className={classes.head}>
      <h1>
        <Trans>Live events</Trans>
      </h1>
      <nav className={classes.tabs} aria-label={t`Views`}>
        <Link to="/live-events" className={classes.tab} activeOptions={{ exact: true, includeSearch: false }}>
          <Trans>What arrives</Trans>
        </Link>
        <Link to="/live-events/set-aside" className={classes.tab}>
          <Trans>Set aside</Trans>
        </Link>
      </nav>
    </header>
  );
}
