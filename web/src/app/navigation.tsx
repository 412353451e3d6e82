import { Trans, useLingui } from "@lingui/react/macro";
import { Kbd } from "@mantine/core";
import { useOs } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { IconSearch } from "../ui/icons";
import { manifests } from "./manifests";
import { MemberMenu } from "./member-menu";
import classes from "./navigation.module.css";

/** The search, the entries of all features, and the member's own menu at the foot. */
export function Navigation({ onSearch }: { onSearch(): void }) {
  const { i18n, t } = useLingui();
  const os = useOs();
  const entries = manifests.flatMap((manifest) => manifest.navigation);
  return (
    <>
      <button type="button" className={classes.search} onClick={onSearch}>
        <IconSearch size={16} aria-hidden />
        <span>
          <Trans>Search</Trans>
        </span>
        <Kbd className={classes.keys} aria-hidden>
          {os === "macos" ? "⌘ K" : "Ctrl K"}
        </Kbd>
      </button>
      <nav className={classes.entries} aria-label={t`Main menu`}>
        {entries.map(({ to, label, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            className={classes.entry}
            // Every address begins with that of the start page: it is open at its own alone.
            activeOptions={{ exact: to === "/", includeSearch: false }}
          >
            <Icon size={18} stroke={1.7} />
            {i18n._(label)}
          </Link>
        ))}
      </nav>
      <MemberMenu />
    </>
  );
}
