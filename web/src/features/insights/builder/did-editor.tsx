import { useLingui } from "@lingui/react/macro";
import { NativeSelect, TextInput } from "@mantine/core";
import { useFault } from "../faults";
import { readNumber } from "../model/numbers";
import type { DidTest, Operator } from "../model/question";
import classes from "./builder.module.css";
import { RemoveButton } from "./parts";
import { SelectorEditor } from "./selector-editor";
import { OPERATOR_NAMES } from "./test-editor";
import { WithinChoice } from "./within-choice";

interface DidEditorProps {
  field: string;
  value: DidTest;
  onChange(value: DidTest): void;
  onRemove(): void;
}

/** How often a person did something. */
type Count = NonNullable<DidTest["count"]>;
/** What is taken where a condition does not say how often. */
const AT_LEAST_ONCE: Count = { op: ">=", value: 1 };

/** What people did or did not do. */
export function DidEditor({ field, value, onChange, onRemove }: DidEditorProps) {
  const { i18n, t } = useLingui();
  const { count = AT_LEAST_ONCE } = value;
  const never = count.op === "=" && count.value === 0;
  const choices = [
    { value: ">=", label: t`at least` },
    { value: "<=", label: t`at most` },
    { value: "=", label: t`exactly` },
    { value: "never", label: t`never` },
  ];
  const other = choices.some((choice) => choice.value === count.op)
    ? []
    : [{ value: count.op, label: i18n._(OPERATOR_NAMES[count.op]) }];
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
          data={[...choices, ...other]}
        />
        {never ? null : (
          <TimesField
            field={`${field}.count.value`}
            value={count.value}
            onChange={(times) => onChange({ ...value, count: { ...count, value: times } })}
          />
        )}
        <WithinChoice field={field} value={value} onChange={onChange} />
      </div>
    </div>
  );
}

function countOf(choice: string, value: number): Count {
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
