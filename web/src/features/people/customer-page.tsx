import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { isFailure } from "../../api/failure";
import { type Person, personQuery } from "../../api/people";
import { usePageTitle } from "../../lib/page-title";
import { EmptyState } from "../../ui/empty-state";
import { FailureState } from "../../ui/failure-state";
import { IconArrowLeft, IconUsers } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import classes from "./customer-page.module.css";
import { History } from "./history";
import { PersonDetails } from "./person-details";
import { PersonHeader } from "./person-header";
import { personName } from "./person-name";
import { PersonValue } from "./person-value";

const route = getRouteApi("/member/customers/$personId");

/** Everything that is known of one person: who, of what value, and what happened. */
export function CustomerPage() {
  const { t } = useLingui();
  const { personId } = route.useParams();
  const { data: person, error, refetch } = useQuery(personQuery(personId));
  usePageTitle(person ? personName(person) : t`Customer page`);
  return (
    <div className={classes.page}>
      <Link to="/customers" className={classes.back} activeOptions={{ exact: true }}>
        <IconArrowLeft size={16} aria-hidden />
        <Trans>Customers</Trans>
      </Link>
      {person ? <PersonSheet person={person} /> : null}
      {!person && !error ? <ListSkeleton /> : null}
      {!person && error ? <PersonFailure error={error} onRetry={() => void refetch()} /> : null}
    </div>
  );
}

function PersonSheet({ person }: { person: Person }) {
  return (
    <>
      <PersonHeader person={person} />
      <div className={classes.columns}>
        <div className={classes.side}>
          <PersonValue person={person} />
          <PersonDetails person={person} />
        </div>
        <History person={person} />
      </div>
    </>
  );
}

function PersonFailure({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const { t } = useLingui();
  if (!isFailure(error, 404)) {
    return <FailureState error={error} onRetry={onRetry} />;
  }
  return (
    <EmptyState icon={IconUsers} title={t`This customer page does not exist`}>
      <p>
        <Trans>The person may have been erased, or the address contains a typing error.</Trans>
      </p>
    </EmptyState>
  );
}
