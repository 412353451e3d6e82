import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { isFailure } from "../../api/failure";
import { type Import, importQuery, isMoving } from "../../api/imports";
import { useFormats } from "../../lib/formats";
import { usePageTitle } from "../../lib/page-title";
import { oneLine } from "../../lib/text";
import { EmptyState } from "../../ui/empty-state";
import { FailureState } from "../../ui/failure-state";
import { IconArrowLeft, IconFileImport } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { ImportActions } from "./import-actions";
import classes from "./import-page.module.css";
import { ImportResult } from "./import-result";
import { ImportStateBadge } from "./import-state";
import { parseImportId } from "./search";
import { useTitle } from "./titles";

const route = getRouteApi("/member/imports/$importId");
const NAME_LENGTH_MAX = 200;

/** One import: how far it is, what it did, and what can be done about it. */
export function ImportPage() {
  const { t } = useLingui();
  const id = parseImportId(route.useParams().importId);
  const { data: imported, error, refetch } = useQuery({ ...importQuery(id ?? 0), enabled: id !== undefined });
  const isUnknown = id === undefined || isFailure(error, 404);
  const title = useTitle();
  usePageTitle(imported ? title(imported) : t`Import`);
  useRefreshAfter(imported);
  return (
    <div className={classes.page}>
      <Link to="/imports" className={classes.back} activeOptions={{ exact: true }}>
        <IconArrowLeft size={16} aria-hidden />
        <Trans>Imports</Trans>
      </Link>
      {imported ? <ImportSheet imported={imported} /> : null}
      {!imported && isUnknown ? <Unknown /> : null}
      {!imported && !isUnknown && error ? (
        <>
          <h1>
            <Trans>Import</Trans>
          </h1>
          <FailureState error={error} onRetry={() => void refetch()} />
        </>
      ) : null}
      {!imported && !isUnknown && !error ? <ListSkeleton /> : null}
    </div>
  );
}

function ImportSheet({ imported }: { imported: Import }) {
  const formats = useFormats();
  const title = useTitle()(imported);
  const begun = formats.dateTime(imported.started_ms);
  return (
    <>
      <header className={classes.head}>
        <div className={classes.name}>
          <h1>
            <bdi>{title}</bdi>
          </h1>
          <div className={classes.facts}>
            <span role="status">
              <ImportStateBadge state={imported.state} />
            </span>
            <span className={classes.quiet}>
              <bdi>{oneLine(imported.file_name, NAME_LENGTH_MAX)}</bdi> · {begun}
            </span>
          </div>
        </div>
        <ImportActions imported={imported} />
      </header>
      <div className={classes.body}>
        <ImportResult imported={imported} />
      </div>
    </>
  );
}

function Unknown() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconFileImport} title={t`This import does not exist`}>
      <Link to="/imports">
        <Trans>See all imports</Trans>
      </Link>
    </EmptyState>
  );
}

/** Everything else may look different once an import moved: what is remembered of it is asked again. */
function useRefreshAfter(imported: Import | undefined) {
  const queryClient = useQueryClient();
  const wasMoving = useRef(false);
  const moves = imported ? isMoving(imported) : undefined;
  useEffect(() => {
    if (wasMoving.current && moves === false) {
      void queryClient.invalidateQueries();
    }
    wasMoving.current = moves ?? false;
  }, [moves, queryClient]);
}
