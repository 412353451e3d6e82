import { Trans, useLingui } from "@lingui/react/macro";
import { useMediaQuery } from "@mantine/hooks";
import { Actions, LastOwnerNote, LastSeen, type MemberActions, type MemberRow, ScopeWords, Who } from "./member-parts";
import classes from "./members-page.module.css";
import { ROLE_NAMES } from "./roles";

interface MemberListProps {
  rows: readonly MemberRow[];
  actions: MemberActions;
}

/** The members: a table where there is room, cards where there is not. */
export function MemberList(props: MemberListProps) {
  const narrow = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  return narrow ? <Cards {...props} /> : <Table {...props} />;
}

function RoleWords({ row }: { row: MemberRow }) {
  const { i18n } = useLingui();
  return (
    <span className={classes.who}>
      <span>{i18n._(ROLE_NAMES[row.member.role])}</span>
      {row.isLastOwner ? <LastOwnerNote /> : null}
    </span>
  );
}

function Table({ rows, actions }: MemberListProps) {
  const { t } = useLingui();
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={t`Members`}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Name</Trans>
            </th>
            <th scope="col">
              <Trans>Role</Trans>
            </th>
            <th scope="col">
              <Trans>Scope</Trans>
            </th>
            <th scope="col">
              <Trans>Last here</Trans>
            </th>
            <th scope="col">
              <Trans>Actions</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.member.id}>
              <th scope="row">
                <Who {...row} />
              </th>
              <td>
                <RoleWords row={row} />
              </td>
              <td>
                <ScopeWords scope={row.member.scope} />
              </td>
              <td>
                <LastSeen member={row.member} />
              </td>
              <td>
                <Actions row={row} actions={actions} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cards({ rows, actions }: MemberListProps) {
  const { t } = useLingui();
  return (
    <ul className={classes.cards} aria-label={t`Members`}>
      {rows.map((row) => (
        <li key={row.member.id} className={classes.card}>
          <div className={classes.cardHead}>
            <Who {...row} />
            <Actions row={row} actions={actions} />
          </div>
          <RoleWords row={row} />
          <ScopeWords scope={row.member.scope} />
          <LastSeen member={row.member} />
        </li>
      ))}
    </ul>
  );
}
