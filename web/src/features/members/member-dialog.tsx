import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal, Radio, TextInput } from "@mantine/core";
import "./styles";
import { type FormEvent, useState } from "react";
import { faultField } from "../../api/failure";
import type { Membership, Role, Scope, SignInLink } from "../../api/members";
import classes from "../../ui/dialog.module.css";
import { RefusalWords } from "../../ui/refusal-words";
import { ROLE_MEANINGS, ROLE_NAMES, ROLES } from "./roles";
import { ScopeField } from "./scope-field";
import { limitsOf } from "./scopes";
import { useAddMember, useChangeMember } from "./use-changes";

const NAME_LENGTH_MAX = 100;
const EMAIL_LENGTH_MAX = 254;
const FIELDS = ["name", "email", "role", "scope"];

interface MemberDialogProps {
  /** The member to change; without one, a member is added. */
  member?: Membership;
  onClose(): void;
  /** Told of a member who was added, with the link that is shown this once. */
  onAdded(member: Membership, link: SignInLink | null): void;
}

/** Asks who a member is, what they may do, and what they may see. */
export default function MemberDialog({ member, onClose, onAdded }: MemberDialogProps) {
  const { i18n, t } = useLingui();
  const [role, setRole] = useState<Role>(member?.role ?? "viewer");
  const [isLimited, setLimited] = useState(member !== undefined && member.scope !== "all");
  const [limits, setLimits] = useState(limitsOf(member?.scope ?? "all"));
  const scope: Scope = isLimited ? { limited: limits } : "all";
  const { save, error, isPending } = useSave(member, { role, scope }, onClose, onAdded);
  const field = error ? faultField(error) : undefined;
  const atField = (name: string) => (error && field === name ? <RefusalWords error={error} /> : undefined);
  return (
    <Modal
      opened
      onClose={onClose}
      title={member ? t`Change the member` : t`New member`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <form className={classes.form} onSubmit={save} noValidate>
        <TextInput
          name="name"
          label={t`Name`}
          defaultValue={member?.name ?? ""}
          maxLength={NAME_LENGTH_MAX}
          autoComplete="off"
          data-autofocus
          error={atField("name")}
        />
        {member ? null : (
          <TextInput
            name="email"
            type="email"
            label={t`E-mail`}
            description={t`By which they sign in.`}
            maxLength={EMAIL_LENGTH_MAX}
            autoComplete="off"
            error={atField("email")}
          />
        )}
        <Radio.Group label={t`Role`} value={role} onChange={(value) => setRole(value as Role)} error={atField("role")}>
          <div className={classes.choices}>
            {ROLES.map((each) => (
              <Radio
                key={each}
                value={each}
                label={i18n._(ROLE_NAMES[each])}
                description={i18n._(ROLE_MEANINGS[each])}
              />
            ))}
          </div>
        </Radio.Group>
        <ScopeField
          isLimited={isLimited}
          limits={limits}
          onSwitch={setLimited}
          onChange={setLimits}
          error={atField("scope")}
        />
        {error && !FIELDS.includes(field ?? "") ? (
          <p className={classes.error} role="alert">
            <RefusalWords error={error} />
          </p>
        ) : null}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={isPending}>
            {member ? <Trans>Save</Trans> : <Trans>Add the member</Trans>}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function useSave(
  member: Membership | undefined,
  access: { role: Role; scope: Scope },
  onClose: () => void,
  onAdded: MemberDialogProps["onAdded"],
) {
  const add = useAddMember();
  const change = useChangeMember();
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get("name") ?? "").trim();
    if (member) {
      // A name that stays is not sent: who is a member elsewhere too keeps theirs.
      const renamed = name === member.name ? {} : { name };
      change.mutate({ id: member.id, change: { ...renamed, ...access } }, { onSuccess: onClose });
    } else {
      const email = String(form.get("email") ?? "");
      add.mutate({ name, email, ...access }, { onSuccess: (made) => onAdded(made.member, made.link) });
    }
  }
  return { save, error: add.error ?? change.error, isPending: add.isPending || change.isPending };
}
