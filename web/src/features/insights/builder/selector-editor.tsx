import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon } from "@mantine/core";
import type { ReactNode } from "react";
import { IconFilter } from "../../../ui/icons";
import type { Selector } from "../model/question";
import { propertiesOf, useVocabulary } from "../vocabulary";
import classes from "./builder.module.css";
import { ConditionsEditor } from "./conditions-editor";
import { EventSelect } from "./event-select";

interface SelectorEditorProps {
  label: string;
  field: string;
  value: Selector;
  onChange(value: Selector): void;
  any?: boolean;
  /** What stands before and after the event. */
  before?: ReactNode;
  after?: ReactNode;
}

/** Chooses an event, and the conditions that it must meet. */
export function SelectorEditor({ label, field, value, onChange, any = false, before, after }: SelectorEditorProps) {
  const { t } = useLingui();
  const vocabulary = useVocabulary();
  const name = label;
  function change(where: Selector["where"]) {
    const { where: _, ...rest } = value;
    onChange(where ? { ...rest, where } : rest);
  }
  return (
    <>
      <div className={classes.row}>
        {before}
        <EventSelect label={label} field={field} value={value} onChange={onChange} any={any} />
        {value.where === undefined ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={30}
            onClick={() => change({ all: [{ property: "", op: "=", value: "" }] })}
            aria-label={t`Add a condition: ${name}`}
            title={t`Add a condition`}
          >
            <IconFilter size={15} />
          </ActionIcon>
        ) : null}
        {after}
      </div>
      {value.where !== undefined ? (
        <ConditionsEditor
          field={`${field}.where`}
          value={value.where}
          properties={propertiesOf(vocabulary, value)}
          onChange={change}
          addLabel={<Trans>A condition</Trans>}
        />
      ) : null}
    </>
  );
}
