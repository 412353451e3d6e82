import { Trans, useLingui } from "@lingui/react/macro";
import { personTest } from "../model/parts";
import { CONDITIONS_MAX, type Conditions, type PersonTest } from "../model/question";
import { useVocabulary } from "../vocabulary";
import classes from "./builder.module.css";
import { DidEditor } from "./did-editor";
import { GroupEditor, type LeafEditing } from "./group-editor";
import { MeasuredEditor } from "./measured-editor";
import { AddButton } from "./parts";
import { TestEditor } from "./test-editor";

interface PeopleEditorProps {
  value: Conditions<PersonTest> | undefined;
  onChange(value: Conditions<PersonTest> | undefined): void;
}

/** Which people are looked at: by their attributes, by what they did or did not do, and by how much of it. */
export function PeopleEditor({ value, onChange }: PeopleEditorProps) {
  const { t } = useLingui();
  const { traits, events } = useVocabulary();
  const event = events[0]?.name ?? "";
  const did: PersonTest = { did: { event }, count: { op: ">=", value: 1 } };
  const editing: LeafEditing<PersonTest> = {
    read: personTest,
    editor: (test, at, set, remove) => {
      if ("did" in test) {
        return <DidEditor field={at} value={test} onChange={set} onRemove={remove} />;
      }
      if ("of" in test) {
        return <MeasuredEditor field={at} value={test} onChange={set} onRemove={remove} />;
      }
      const { trait, ...rest } = test;
      return (
        <TestEditor
          field={at}
          nameField="trait"
          nameLabel={t`Attribute`}
          name={trait}
          test={rest}
          known={traits}
          onChange={(name, next) => set({ trait: name, ...next })}
          onRemove={remove}
        />
      );
    },
    adding: (n_parts, add) =>
      n_parts < CONDITIONS_MAX ? (
        <div className={classes.adding}>
          <AddButton onClick={() => add(did)}>
            <Trans>What they did</Trans>
          </AddButton>
          <AddButton onClick={() => add({ sum: { property: "" }, of: { event }, op: ">=", value: 1 })}>
            <Trans>How much</Trans>
          </AddButton>
          <AddButton onClick={() => add({ trait: "", op: "=", value: "" })}>
            <Trans>Who they are</Trans>
          </AddButton>
          {n_parts === 0 ? null : (
            <AddButton onClick={() => add({ any: [did] })}>
              <Trans>A group</Trans>
            </AddButton>
          )}
        </div>
      ) : null,
  };
  return <GroupEditor field="people" value={value} editing={editing} onChange={onChange} />;
}
