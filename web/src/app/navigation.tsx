import { Trans, useLingui } from "@lingui/react/macro";
import { Kbd } from "@mantine/core";
import { useOs } from "@mantine/hooks";
import { Link, useLocation } from "@tanstack/react-router";
import { IconSearch } from "../ui/icons";
import { entryAt } from "./lit-entry";
import { MemberMenu } from "./member-menu";
import classes from "./navigation.module.css";
import { useEntries } from "./use-entries";

/** The search, the entries of all features, and the member's own menu at the foot. */
export function Navigation({ onSearch }: { onSearch(): void }) {
  const { i18n, t } = useLingui();
  const os = useOs();
  const entries = useEntries();
  const lit = useLocation({ select: ({ pathname }) => entryAt(pathname, entries)?.to });
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
            // The entry that is lit is so for the pages below it too; the others at their own address alone.
            activeOptions={{ exact: to !== lit, includeSearch: false }}
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
