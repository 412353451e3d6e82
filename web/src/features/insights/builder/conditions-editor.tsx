import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Property } from "../../../api/insights";
import { CONDITIONS_MAX, type Conditions, joined, joinOf, type PropertyTest, partsOf } from "../model/question";
import classes from "./builder.module.css";
import { JoinChoice } from "./join-choice";
import { AddButton, numbered, replaced, without } from "./parts";
import { TestEditor } from "./test-editor";

interface ConditionsEditorProps {
  field: string;
  value: Conditions<PropertyTest> | undefined;
  properties: readonly Property[];
  onChange(value: Conditions<PropertyTest> | undefined): void;
  addLabel: ReactNode;
}

/** Conditions on events, all or any of which must hold. */
export function ConditionsEditor({ field, value, properties, onChange, addLabel }: ConditionsEditorProps) {
  const { t } = useLingui();
  const parts = partsOf(value);
  const join = joinOf(value);
  const change = (next: PropertyTest[]) => onChange(joined(join, next));
  return (
    <div className={classes.list}>
      {parts.length > 1 ? <JoinChoice value={join} onChange={(next) => onChange(joined(next, parts))} /> : null}
      {numbered(parts).map(({ item: { property, ...test }, at }) => (
        <TestEditor
          key={at}
          field={`${field}.${join}[${at}]`}
          nameField="property"
          nameLabel={t`Property`}
          name={property}
          test={test}
          known={properties}
          onChange={(name, next) => change(replaced(parts, at, { property: name, ...next }))}
          onRemove={() => change(without(parts, at))}
        />
      ))}
      {parts.length < CONDITIONS_MAX ? (
        <AddButton onClick={() => change([...parts, { property: "", op: "=", value: "" }])}>{addLabel}</AddButton>
      ) : null}
    </div>
  );
}
