import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { vocabularyQuery } from "../../api/insights";
import { usePageTitle } from "../../lib/page-title";
import { FailureState } from "../../ui/failure-state";
import { ListSkeleton } from "../../ui/list-skeleton";
import { KIND_WORDS } from "./kinds";
import { KINDS } from "./model/kind";
import { NothingYet } from "./nothing-yet";
import { SavedList } from "./saved-list";
import classes from "./start-page.module.css";

/** What one can ask, in the words of the trade, and what was saved. */
export function StartPage() {
  const { t } = useLingui();
  const { data: vocabulary, error, refetch } = useQuery(vocabularyQuery);
  usePageTitle(t`Analyses`);
  const known = vocabulary !== undefined && vocabulary.events.length > 0;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>
          <Trans>Analyses</Trans>
        </h1>
      </header>
      {!vocabulary && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!vocabulary && !error ? <ListSkeleton /> : null}
      {vocabulary && !known ? <NothingYet /> : null}
      {known ? (
        <>
          <QuestionCards />
          <SavedList />
        </>
      ) : null}
    </div>
  );
}

function QuestionCards() {
  const { i18n } = useLingui();
  return (
    <ul className={classes.cards}>
      {KINDS.map((kind) => {
        const { icon: Icon, asks, why } = KIND_WORDS[kind];
        return (
          <li key={kind}>
            <Link to="/analyses/$kind" params={{ kind }} className={classes.card}>
              <span className={classes.icon} aria-hidden>
                <Icon size={19} stroke={1.7} />
              </span>
              <p className={classes.asks}>{i18n._(asks)}</p>
              <p className={classes.why}>{i18n._(why)}</p>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
