import { Trans, useLingui } from "@lingui/react/macro";
import { NativeSelect, TextInput } from "@mantine/core";
import { useFault } from "../faults";
import { readNumber } from "../model/numbers";
import {
  CONDITIONS_MAX,
  type Conditions,
  type DidTest,
  joined,
  joinOf,
  type Operator,
  type PersonTest,
  partsOf,
} from "../model/question";
import { useVocabulary } from "../vocabulary";
import classes from "./builder.module.css";
import { JoinChoice } from "./join-choice";
import { AddButton, numbered, RemoveButton, replaced, without } from "./parts";
import { SelectorEditor } from "./selector-editor";
import { TestEditor } from "./test-editor";

interface PeopleEditorProps {
  value: Conditions<PersonTest> | undefined;
  onChange(value: Conditions<PersonTest> | undefined): void;
}

/** Which people are looked at: by their attributes, and by what they did or did not do. */
export function PeopleEditor({ value, onChange }: PeopleEditorProps) {
  const { t } = useLingui();
  const { traits, events } = useVocabulary();
  const parts = partsOf(value);
  const join = joinOf(value);
  const change = (next: PersonTest[]) => onChange(joined(join, next));
  const add = (part: PersonTest) => change([...parts, part]);
  return (
    <div className={classes.list}>
      {parts.length > 1 ? <JoinChoice value={join} onChange={(next) => onChange(joined(next, parts))} /> : null}
      {numbered(parts).map(({ item, at }) => {
        const field = `people.${join}[${at}]`;
        const remove = () => change(without(parts, at));
        if ("did" in item) {
          const set = (next: DidTest) => change(replaced(parts, at, next));
          return <DidEditor key={at} field={field} value={item} onChange={set} onRemove={remove} />;
        }
        const { trait, ...test } = item;
        return (
          <TestEditor
            key={at}
            field={field}
            nameField="trait"
            nameLabel={t`Attribute`}
            name={trait}
            test={test}
            known={traits}
            onChange={(name, next) => change(replaced(parts, at, { trait: name, ...next }))}
            onRemove={remove}
          />
        );
      })}
      {parts.length < CONDITIONS_MAX ? (
        <div className={classes.row}>
          <AddButton onClick={() => add({ did: { event: events[0]?.name ?? "" }, count: { op: ">=", value: 1 } })}>
            <Trans>What they did</Trans>
          </AddButton>
          <AddButton onClick={() => add({ trait: "", op: "=", value: "" })}>
            <Trans>Who they are</Trans>
          </AddButton>
        </div>
      ) : null}
    </div>
  );
}

interface DidEditorProps {
  field: string;
  value: DidTest;
  onChange(value: DidTest): void;
  onRemove(): void;
}

function DidEditor({ field, value, onChange, onRemove }: DidEditorProps) {
  const { t } = useLingui();
  const { count } = value;
  const never = count.op === "=" && count.value === 0;
  return (
    <div className={classes.test}>
      <SelectorEditor
        label={t`Event that people did`}
        field={`${field}.did`}
        value={value.did}
        onChange={(did) => onChange({ ...value, did })}
        any
        after={<RemoveButton label={t`Remove the condition on people`} onClick={onRemove} />}
      />
      <div className={classes.row}>
        <NativeSelect
          className={classes.half}
          size="xs"
          aria-label={t`How often`}
          value={never ? "never" : count.op}
          onChange={({ currentTarget }) => onChange({ ...value, count: countOf(currentTarget.value, count.value) })}
          data={[
            { value: ">=", label: t`at least` },
            { value: "<=", label: t`at most` },
            { value: "=", label: t`exactly` },
            { value: "never", label: t`never` },
          ]}
        />
        {never ? null : (
          <TimesField
            field={`${field}.count.value`}
            value={count.value}
            onChange={(times) => onChange({ ...value, count: { ...count, value: times } })}
          />
        )}
        <WithinChoice field={`${field}.within`} value={value} onChange={onChange} />
      </div>
    </div>
  );
}

function countOf(choice: string, value: number): DidTest["count"] {
  return choice === "never" ? { op: "=", value: 0 } : { op: choice as Operator, value: Math.max(1, value) };
}

function TimesField({ field, value, onChange }: { field: string; value: number; onChange(value: number): void }) {
  const { t } = useLingui();
  return (
    <TextInput
      w={52}
      size="xs"
      aria-label={t`How many times`}
      inputMode="numeric"
      value={String(value)}
      maxLength={4}
      onChange={(event) => onChange(readNumber(event.currentTarget.value) ?? 1)}
      error={useFault(field)}
    />
  );
}

/** The time before the end of the period in which it must have been done. */
function WithinChoice({ field, value, onChange }: { field: string; value: DidTest; onChange(value: DidTest): void }) {
  const { t } = useLingui();
  const { within, ...rest } = value;
  const names: Record<string, string> = {
    "": t`in all history`,
    range: t`in the period`,
    "7d": t`in 7 days`,
    "30d": t`in 30 days`,
    "90d": t`in 90 days`,
    "365d": t`in 12 months`,
  };
  const offered = Object.keys(names).includes(within ?? "")
    ? Object.keys(names)
    : [within ?? "", ...Object.keys(names)];
  return (
    <NativeSelect
      className={classes.half}
      size="xs"
      aria-label={t`Within which time`}
      value={within ?? ""}
      onChange={({ currentTarget }) => onChange(currentTarget.value ? { ...rest, within: currentTarget.value } : rest)}
      data={offered.map((each) => ({ value: each, label: names[each] ?? each }))}
      error={useFault(field)}
    />
  );
}
