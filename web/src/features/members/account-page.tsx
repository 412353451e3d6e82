import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { accountQuery } from "../../api/members";
import { usePageTitle } from "../../lib/page-title";
import { FailureState } from "../../ui/failure-state";
import { LanguageChoice } from "../../ui/language-choice";
import { ListSkeleton } from "../../ui/list-skeleton";
import { SettingsTabs } from "../../ui/settings-tabs";
import { NameForm, PasswordForm } from "./account-forms";
import classes from "./account-page.module.css";
import { ScopeWords } from "./member-parts";
import { ROLE_MEANINGS, ROLE_NAMES } from "./roles";

/** What one says of oneself: name, password, language; and what one may do. */
export function AccountPage() {
  const { i18n, t } = useLingui();
  const { data: account, error, refetch } = useQuery(accountQuery);
  usePageTitle(t`My account`);
  return (
    <div className={classes.page}>
      <h1>
        <Trans>My account</Trans>
      </h1>
      <SettingsTabs />
      {!account && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!account && !error ? <ListSkeleton /> : null}
      {account ? (
        <div className={classes.parts}>
          <dl className={classes.facts}>
            <div>
              <dt>
                <Trans>E-mail</Trans>
              </dt>
              <dd>
                <bdi>{account.email}</bdi>
              </dd>
            </div>
            <div>
              <dt>
                <Trans>Role</Trans>
              </dt>
              <dd>
                {i18n._(ROLE_NAMES[account.role])}
                <p className={classes.quiet}>{i18n._(ROLE_MEANINGS[account.role])}</p>
              </dd>
            </div>
            <div>
              <dt>
                <Trans>Scope</Trans>
              </dt>
              <dd>
                <ScopeWords scope={account.scope} />
              </dd>
            </div>
          </dl>
          <NameForm name={account.name} />
          <PasswordForm account={account} />
          <section className={classes.part} aria-labelledby="account-language">
            <h2 id="account-language">
              <Trans>Language</Trans>
            </h2>
            <LanguageChoice />
          </section>
        </div>
      ) : null}
    </div>
  );
}
