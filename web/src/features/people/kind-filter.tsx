import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { PersonKind } from "../../api/people";
import { useFormats } from "../../lib/formats";
import classes from "./kind-filter.module.css";
import { KINDS } from "./search";

const PLURAL_NAMES: Record<PersonKind, MessageDescriptor> = {
  visitor: msg`Visitors`,
  prospect: msg`Prospects`,
  customer: msg`Customers`,
};

interface KindFilterProps {
  kind: PersonKind | undefined;
  counts: Record<PersonKind, number> | undefined;
}

/** The kinds of people with how many there are; each is a link, so that it can be opened beside. */
export function KindFilter({ kind, counts }: KindFilterProps) {
  const { i18n, t } = useLingui();
  const total = counts && KINDS.reduce((sum, each) => sum + counts[each], 0);
  return (
    <nav className={classes.filter} aria-label={t`Kind`}>
      <KindLink kind={undefined} chosen={kind === undefined} name={t`All`} count={total} />
      {KINDS.map((each) => (
        <KindLink
          key={each}
          kind={each}
          chosen={kind === each}
          name={i18n._(PLURAL_NAMES[each])}
          count={counts?.[each]}
        />
      ))}
    </nav>
  );
}

interface KindLinkProps {
  kind: PersonKind | undefined;
  chosen: boolean;
  name: string;
  count: number | undefined;
}

function KindLink({ kind, chosen, name, count }: KindLinkProps) {
  const formats = useFormats();
  return (
    <Link
      to="/customers"
      search={(search) => ({ ...search, kind, pages: undefined })}
      className={classes.link}
      activeOptions={{ exact: true }}
      aria-current={chosen ? "true" : undefined}
      data-chosen={chosen || undefined}
      replace
    >
      {name}
      <span className={classes.count}>{count === undefined ? " " : formats.number(count)}</span>
    </Link>
  );
}
