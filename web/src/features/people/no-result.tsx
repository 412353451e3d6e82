import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { oneLine } from "../../lib/text";
import { EmptyState } from "../../ui/empty-state";
import { IconSearch } from "../../ui/icons";
import type { ListSearch } from "./search";

const QUOTE_LENGTH_MAX = 60;

/** Nobody matches the search and the filter; there are other people. */
export function NoResult({ search }: { search: ListSearch }) {
  const { t } = useLingui();
  const wanted = oneLine(search.search ?? "", QUOTE_LENGTH_MAX);
  return (
    <EmptyState icon={IconSearch} title={wanted ? t`Nobody matches “${wanted}”` : t`Nobody is of this kind`}>
      <p>
        <Trans>The search looks at names, e-mail addresses and identifiers. Accents and case do not matter.</Trans>
      </p>
      <Link to="/customers" search={({ sort, columns }) => ({ sort, columns })}>
        <Trans>Show everybody</Trans>
      </Link>
    </EmptyState>
  );
}
