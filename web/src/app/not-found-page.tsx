import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { usePageTitle } from "../lib/page-title";
import classes from "./not-found-page.module.css";

/** The page for an address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useLingui();
  usePageTitle(t`Page not found`);
  return (
    <div className={classes.page}>
      <p className={classes.code}>404</p>
      <h1>
        <Trans>Page not found</Trans>
      </h1>
      <p>
        <Trans>The address may have changed, or contain a typing error.</Trans>
      </p>
      <Link to="/customers">
        <Trans>Go to the customers</Trans>
      </Link>
    </div>
  );
}
