import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { type Membership, membersQuery, type SignInLink } from "../../api/members";
import { sessionQuery } from "../../api/session";
import { usePageTitle } from "../../lib/page-title";
import { oneLine } from "../../lib/text";
import { FailureState } from "../../ui/failure-state";
import { IconPlus } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { RefusalWords } from "../../ui/refusal-words";
import { SettingsTabs } from "../../ui/settings-tabs";
import { UndoNotice } from "../../ui/undo-notice";
import { MemberList } from "./member-list";
import classes from "./members-page.module.css";
import { useAddMember, useLinkMember, useRemoveMember } from "./use-changes";

// Dialogs are fetched when they are opened.
const LinkDialog = lazy(() => import("./link-dialog"));
const MemberDialog = lazy(() => import("./member-dialog"));

const NAME_LENGTH_MAX = 80;

/** Who may do and see what in the project; for owners. */
export function MembersPage() {
  const { t } = useLingui();
  const { data: members, error, refetch } = useQuery(membersQuery);
  const [isAdding, setAdding] = useState(false);
  usePageTitle(t`Members`);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>
          <Trans>Members</Trans>
        </h1>
        {members ? (
          <Button size="xs" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
            <Trans>Add a member</Trans>
          </Button>
        ) : null}
      </header>
      <SettingsTabs />
      {!members && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!members && !error ? <ListSkeleton /> : null}
      {members ? <Members members={members} isAdding={isAdding} onAdding={setAdding} /> : null}
    </div>
  );
}

interface MembersProps {
  members: readonly Membership[];
  isAdding: boolean;
  onAdding(isAdding: boolean): void;
}

function Members({ members, isAdding, onAdding }: MembersProps) {
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  const [changing, setChanging] = useState<Membership | undefined>();
  const [handed, setHanded] = useState<{ member: Membership; link: SignInLink | null } | undefined>();
  const link = useLinkMember();
  const { removed, remove, undo, dismiss, error } = useRemoval((member, made) => setHanded({ member, link: made }));
  const n_owners = members.filter(({ role }) => role === "owner").length;
  const rows = members.map((member) => ({
    member,
    isSelf: member.id === session?.member.id,
    isLastOwner: member.role === "owner" && n_owners === 1,
  }));
  const removedName = oneLine(removed?.name ?? "", NAME_LENGTH_MAX);
  const problem = link.error ?? error;
  return (
    <>
      {members.length === 1 ? (
        <p className={classes.intro}>
          <Trans>Nobody but you works in this project yet. Add the colleagues who should see it.</Trans>
        </p>
      ) : null}
      {problem ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={problem} />
        </p>
      ) : null}
      <MemberList
        rows={rows}
        actions={{
          onChange: setChanging,
          onLink: (member) => link.mutate(member.id, { onSuccess: (made) => setHanded({ member, link: made }) }),
          onRemove: remove,
        }}
      />
      <Suspense>
        {isAdding ? (
          <MemberDialog
            onClose={() => onAdding(false)}
            onAdded={(member, made) => {
              onAdding(false);
              setHanded({ member, link: made });
            }}
          />
        ) : null}
        {changing ? (
          <MemberDialog
            member={changing}
            onClose={() => setChanging(undefined)}
            onAdded={() => setChanging(undefined)}
          />
        ) : null}
        {handed ? <LinkDialog {...handed} onClose={() => setHanded(undefined)} /> : null}
      </Suspense>
      {removed ? (
        <UndoNotice onUndo={undo} onDismiss={dismiss}>
          <Trans>{removedName} was removed and is signed out.</Trans>
        </UndoNotice>
      ) : null}
    </>
  );
}

/** Removes members, and remembers the last one so that it can be undone; who had no password needs a new link then. */
function useRemoval(onLink: (member: Membership, link: SignInLink) => void) {
  const removal = useRemoveMember();
  const add = useAddMember();
  const [removed, setRemoved] = useState<Membership | undefined>();
  function undo() {
    if (!removed) {
      return;
    }
    const { email, name, role, scope } = removed;
    add.mutate(
      { email, name, role, scope },
      {
        onSuccess: ({ member, link }) => {
          setRemoved(undefined);
          if (link && !member.has_password) {
            onLink(member, link);
          }
        },
      },
    );
  }
  return {
    removed,
    remove: (member: Membership) => removal.mutate(member.id, { onSuccess: () => setRemoved(member) }),
    undo,
    dismiss: () => setRemoved(undefined),
    error: removal.error ?? add.error,
  };
}
