import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sessionQuery } from "../api/session";
import classes from "./settings-tabs.module.css";

/** The pages of the settings, side by side; what the member may not see is not offered. */
export function SettingsTabs() {
  const { t } = useLingui();
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  return (
    <nav className={classes.tabs} aria-label={t`Settings`}>
      <Link to="/settings/project">
        <Trans>Project</Trans>
      </Link>
      {session?.member.role === "owner" ? (
        <>
          <Link to="/settings/members">
            <Trans>Members</Trans>
          </Link>
          <Link to="/settings/mail">
            <Trans>Mail</Trans>
          </Link>
        </>
      ) : null}
      {session?.member.is_limited ? null : (
        <Link to="/settings/sources">
          <Trans>Sources</Trans>
        </Link>
      )}
      <Link to="/settings/notifications">
        <Trans>Notifications</Trans>
      </Link>
      <Link to="/settings/account">
        <Trans>My account</Trans>
      </Link>
    </nav>
  );
}
