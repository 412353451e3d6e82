import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { jsonText } from "../../../lib/text";
import { conditionsOf, groupOf, isGroup } from "../model/conditions";
import type { Conditions } from "../model/question";
import { canRead, type Read } from "../model/reader";
import classes from "./builder.module.css";
import { JoinChoice } from "./join-choice";
import { numbered, RemoveButton, replaced, without } from "./parts";

const CODE_LENGTH_MAX = 1000;

/** How single conditions of a kind are edited. */
export interface LeafEditing<Leaf> {
  /** Reads a condition of this kind; what it cannot read is shown as it is. */
  read: Read<Leaf>;
  editor(leaf: Leaf, field: string, onChange: (leaf: Leaf) => void, onRemove: () => void): ReactNode;
  /** What adds conditions to a group that has `n_parts`. */
  adding(n_parts: number, onAdd: (part: Conditions<Leaf>) => void): ReactNode;
}

interface GroupEditorProps<Leaf> {
  field: string;
  value: Conditions<Leaf> | undefined;
  editing: LeafEditing<Leaf>;
  onChange(value: Conditions<Leaf> | undefined): void;
}

/** Conditions that are joined; each of them may be a group again. */
export function GroupEditor<Leaf>({ field, value, editing, onChange }: GroupEditorProps<Leaf>) {
  const { t } = useLingui();
  const { join, parts } = groupOf(value, field);
  const all = parts.map(({ part }) => part);
  // A single condition that is changed stays single.
  const alone = value !== undefined && !isGroup(value);
  const change = (next: Conditions<Leaf>[]) =>
    onChange(alone && next.length === 1 ? next[0] : conditionsOf(join, next));
  return (
    <div className={classes.list}>
      {parts.length > 1 || join !== "all" ? (
        <JoinChoice value={join} onChange={(next) => onChange(conditionsOf(next, all))} />
      ) : null}
      {numbered(parts).map(({ item: { part, field: at }, at: index }) => {
        const set = (next: Conditions<Leaf>) => change(replaced(all, index, next));
        const remove = () => change(without(all, index));
        if (isGroup(part)) {
          return (
            <div key={index} className={classes.group}>
              <GroupEditor
                field={at}
                value={part}
                editing={editing}
                onChange={(next) => (next === undefined ? remove() : set(next))}
              />
              <RemoveButton label={t`Remove this group of conditions`} onClick={remove} />
            </div>
          );
        }
        return canRead(editing.read, part) ? (
          <div key={index}>{editing.editor(part as Leaf, at, set, remove)}</div>
        ) : (
          <KeptCondition key={index} value={part} onRemove={remove} />
        );
      })}
      {editing.adding(parts.length, (part) => change([...all, part]))}
    </div>
  );
}

/** A condition that can be asked and not be changed here. */
function KeptCondition({ value, onRemove }: { value: unknown; onRemove(): void }) {
  const { t } = useLingui();
  return (
    <div className={classes.test}>
      <div className={classes.row}>
        <span className={classes.kept}>
          <Trans>Not changeable here</Trans>
          <code>{jsonText(value, CODE_LENGTH_MAX)}</code>
        </span>
        <RemoveButton label={t`Remove this condition`} onClick={onRemove} />
      </div>
    </div>
  );
}
