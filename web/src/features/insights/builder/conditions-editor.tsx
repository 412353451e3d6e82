import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Property } from "../../../api/insights";
import { propertyTest } from "../model/parts";
import { CONDITIONS_MAX, type Conditions, type PropertyTest } from "../model/question";
import classes from "./builder.module.css";
import { GroupEditor, type LeafEditing } from "./group-editor";
import { AddButton } from "./parts";
import { TestEditor } from "./test-editor";

interface ConditionsEditorProps {
  field: string;
  value: Conditions<PropertyTest> | undefined;
  properties: readonly Property[];
  onChange(value: Conditions<PropertyTest> | undefined): void;
  addLabel: ReactNode;
}

const NEW: PropertyTest = { property: "", op: "=", value: "" };

/** Conditions on events, joined as one likes. */
export function ConditionsEditor({ field, value, properties, onChange, addLabel }: ConditionsEditorProps) {
  const { t } = useLingui();
  const editing: LeafEditing<PropertyTest> = {
    read: propertyTest,
    editor: ({ property, ...test }, at, set, remove) => (
      <TestEditor
        field={at}
        nameField="property"
        nameLabel={t`Property`}
        name={property}
        test={test}
        known={properties}
        onChange={(name, next) => set({ property: name, ...next })}
        onRemove={remove}
      />
    ),
    adding: (n_parts, add) =>
      n_parts < CONDITIONS_MAX ? (
        <div className={classes.adding}>
          <AddButton onClick={() => add(NEW)}>{n_parts === 0 ? addLabel : <Trans>Another condition</Trans>}</AddButton>
          {n_parts === 0 ? null : (
            <AddButton onClick={() => add({ any: [NEW] })}>
              <Trans>A group</Trans>
            </AddButton>
          )}
        </div>
      ) : null,
  };
  return <GroupEditor field={field} value={value} editing={editing} onChange={onChange} />;
}
