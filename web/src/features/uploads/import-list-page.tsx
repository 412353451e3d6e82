import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { importsQuery } from "../../api/imports";
import { usePageTitle } from "../../lib/page-title";
import { FailureState } from "../../ui/failure-state";
import { IconUpload } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import classes from "./import-list-page.module.css";
import { ImportRow } from "./import-row";
import { NothingYet } from "./nothing-yet";
import { useMayImport } from "./use-role";

/** What was imported, newest first; what is running is followed. */
export function ImportListPage() {
  const { t } = useLingui();
  const mayImport = useMayImport();
  const list = useInfiniteQuery(importsQuery);
  const imports = list.data?.pages.flatMap((page) => page.items);
  usePageTitle(t`Imports`);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>
          <Trans>Imports</Trans>
        </h1>
        {mayImport && imports && imports.length > 0 ? <ImportButton /> : null}
      </header>
      {!imports && list.error ? <FailureState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {!imports && !list.error ? <ListSkeleton /> : null}
      {imports?.length === 0 ? <NothingYet>{mayImport ? <ImportButton /> : null}</NothingYet> : null}
      {imports && imports.length > 0 ? (
        <ol className={classes.list} aria-label={t`Imports`}>
          {imports.map((each) => (
            <ImportRow key={each.id} imported={each} />
          ))}
        </ol>
      ) : null}
      {list.hasNextPage ? (
        <footer className={classes.foot}>
          <Button
            variant="default"
            size="xs"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            <Trans>Load more</Trans>
          </Button>
        </footer>
      ) : null}
    </div>
  );
}

function ImportButton() {
  return (
    <Button component={Link} to="/imports/new" size="xs" leftSection={<IconUpload size={16} />}>
      <Trans>Import files</Trans>
    </Button>
  );
}
