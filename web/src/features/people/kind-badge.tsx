import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { PersonKind } from "../../api/people";
import classes from "./kind-badge.module.css";

/** The kinds of people, one of them. */
export const KIND_NAMES: Record<PersonKind, MessageDescriptor> = {
  visitor: msg`Visitor`,
  prospect: msg`Prospect`,
  customer: msg`Customer`,
};

/** The kind of a person in one word. */
export function KindBadge({ kind }: { kind: PersonKind }) {
  const { i18n } = useLingui();
  return (
    <span className={classes.badge} data-kind={kind}>
      {i18n._(KIND_NAMES[kind])}
    </span>
  );
}
