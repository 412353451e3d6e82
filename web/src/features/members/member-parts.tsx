import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu } from "@mantine/core";
import type { Membership, Scope } from "../../api/members";
import { useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import { IconDots, IconLink, IconPencil, IconTrash } from "../../ui/icons";
import classes from "./members-page.module.css";
import { LIMITS, limitsOf } from "./scopes";

const NAME_LENGTH_MAX = 80;
const VALUES_LENGTH_MAX = 200;

/** What can be done with a member. */
export interface MemberActions {
  onChange(member: Membership): void;
  onLink(member: Membership): void;
  onRemove(member: Membership): void;
}

/** A member as a row or a card shows them. */
export interface MemberRow {
  member: Membership;
  /** Whether it is who looks. */
  isSelf: boolean;
  /** Whether nobody else is an owner. */
  isLastOwner: boolean;
}

/** Name and address. */
export function Who({ member, isSelf }: MemberRow) {
  return (
    <span className={classes.who}>
      <span>
        <bdi className={classes.name}>{oneLine(member.name, NAME_LENGTH_MAX)}</bdi>{" "}
        {isSelf ? (
          <span className={classes.self}>
            <Trans>you</Trans>
          </span>
        ) : null}
      </span>
      <bdi className={classes.quiet}>{member.email}</bdi>
    </span>
  );
}

/** What a member may see, in words. */
export function ScopeWords({ scope }: { scope: Scope }) {
  const { i18n } = useLingui();
  if (scope === "all") {
    return <Trans>The whole project</Trans>;
  }
  const limits = limitsOf(scope);
  return (
    <ul className={classes.limits}>
      {LIMITS.filter(({ part }) => limits[part].length > 0).map(({ part, label }) => {
        const [name, values] = [i18n._(label), oneLine(limits[part].join(", "), VALUES_LENGTH_MAX)];
        return (
          <li key={part}>
            <Trans>
              {name}: <bdi>{values}</bdi>
            </Trans>
          </li>
        );
      })}
    </ul>
  );
}

/** When a member was last here, and whether they chose a password. */
export function LastSeen({ member }: { member: Membership }) {
  const formats = useFormats();
  return (
    <span className={classes.who}>
      {member.last_seen_ms === null ? (
        <span className={classes.quiet}>
          <Trans>Not signed in</Trans>
        </span>
      ) : (
        <time dateTime={new Date(member.last_seen_ms).toISOString()}>{formats.date(member.last_seen_ms)}</time>
      )}
      {member.has_password ? null : (
        <span className={classes.quiet}>
          <Trans>No password yet</Trans>
        </span>
      )}
    </span>
  );
}

/** What can be done with a member, behind one button. */
export function Actions({ row, actions }: { row: MemberRow; actions: MemberActions }) {
  const { t } = useLingui();
  const { member, isSelf } = row;
  const name = oneLine(member.name, NAME_LENGTH_MAX);
  return (
    <Menu position="bottom-end" width={220} withinPortal shadow="md">
      <Menu.Target>
        <ActionIcon variant="default" aria-label={t`What to do with ${name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => actions.onChange(member)}>
          <Trans>Change</Trans>
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={16} />} onClick={() => actions.onLink(member)}>
          <Trans>Make a new sign-in link</Trans>
        </Menu.Item>
        {isSelf ? null : (
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => actions.onRemove(member)}>
            <Trans>Remove from the project</Trans>
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Why the role of the last owner stays. */
export function LastOwnerNote() {
  return (
    <span className={classes.quiet}>
      <Trans>The only owner: the role stays until somebody else is an owner too.</Trans>
    </span>
  );
}
