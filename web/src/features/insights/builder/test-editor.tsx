import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Autocomplete, Checkbox, NativeSelect } from "@mantine/core";
import type { Property } from "../../../api/insights";
import { useFault } from "../faults";
import type { Operator, Test } from "../model/question";
import classes from "./builder.module.css";
import { RemoveButton } from "./parts";
import { ValueField } from "./value-field";

/** The comparisons in words. */
export const OPERATOR_NAMES: Record<Operator, MessageDescriptor> = {
  "=": msg`is`,
  "!=": msg`is not`,
  ">": msg`greater than`,
  ">=": msg`at least`,
  "<": msg`less than`,
  "<=": msg`at most`,
  in: msg`is one of`,
  not_in: msg`is none of`,
  contains: msg`contains`,
  starts_with: msg`starts with`,
  matches: msg`matches the pattern`,
  set: msg`is known`,
  not_set: msg`is not known`,
};

const ORDERED: readonly Operator[] = ["=", "!=", ">", ">=", "<", "<=", "set", "not_set"];
const TEXTUAL: readonly Operator[] = [
  "=",
  "!=",
  "in",
  "not_in",
  "contains",
  "starts_with",
  "matches",
  "set",
  "not_set",
];
const YES_NO: readonly Operator[] = ["=", "set", "not_set"];
/** The comparisons that may look past case and accents. */
const FOLDABLE: readonly Operator[] = ["contains", "starts_with", "matches"];
const ALL = Object.keys(OPERATOR_NAMES) as Operator[];
const OPERATORS_OF: Record<Property["type"], readonly Operator[]> = {
  number: ORDERED,
  text: TEXTUAL,
  boolean: YES_NO,
  mixed: ALL,
};

interface TestEditorProps {
  field: string;
  /** What the server calls the name that is compared: `property` or `trait`. */
  nameField: string;
  nameLabel: string;
  name: string;
  test: Test;
  known: readonly Property[];
  onChange(name: string, test: Test): void;
  onRemove(): void;
}

/** A comparison: what, how, with which value. */
export function TestEditor({ field, nameField, nameLabel, name, test, known, onChange, onRemove }: TestEditorProps) {
  const { i18n, t } = useLingui();
  const property = known.find((each) => each.name === name);
  const offered = OPERATORS_OF[property?.type ?? "mixed"];
  const foldFault = useFault(`${field}.fold`);
  const operators = offered.includes(test.op) ? offered : [...offered, test.op];
  function rename(next: string) {
    const { type } = known.find((each) => each.name === next) ?? {};
    const fits = type === undefined || type === property?.type;
    onChange(next, fits ? test : { op: "=", value: type === "boolean" ? true : "" });
  }
  return (
    <div className={classes.test}>
      <div className={classes.row}>
        <Autocomplete
          className={classes.grow}
          size="xs"
          aria-label={nameLabel}
          placeholder={nameLabel}
          data={known.map((each) => each.name)}
          value={name}
          onChange={rename}
          maxDropdownHeight={240}
          limit={60}
          error={useFault(`${field}.${nameField}`, field)}
        />
        <RemoveButton label={t`Remove the condition on ${name}`} onClick={onRemove} />
      </div>
      <div className={classes.row}>
        <NativeSelect
          className={classes.half}
          size="xs"
          aria-label={t`Comparison`}
          value={test.op}
          onChange={(event) => onChange(name, withOperator(test, event.currentTarget.value as Operator))}
          data={operators.map((op) => ({ value: op, label: i18n._(OPERATOR_NAMES[op]) }))}
          error={useFault(`${field}.op`)}
        />
        <ValueField
          field={`${field}.value`}
          test={test}
          property={property}
          onChange={(next) => onChange(name, next)}
        />
      </div>
      {FOLDABLE.includes(test.op) ? (
        <Checkbox
          size="xs"
          label={t`Whatever the case and the accents`}
          checked={test.fold ?? false}
          onChange={({ currentTarget }) => onChange(name, folded(test, currentTarget.checked))}
          error={foldFault}
        />
      ) : null}
    </div>
  );
}

/** Returns a test with another comparison, whose value has the form that this one wants. */
function withOperator(test: Test, op: Operator): Test {
  if (op === "set" || op === "not_set") {
    return { op };
  }
  const { value, fold } = test;
  if (FOLDABLE.includes(op)) {
    return { op, value: String((Array.isArray(value) ? value[0] : value) ?? ""), ...(fold ? { fold } : {}) };
  }
  if (op === "in" || op === "not_in") {
    return { op, value: Array.isArray(value) ? value : value === undefined || value === "" ? [] : [value] };
  }
  return { op, value: (Array.isArray(value) ? value[0] : value) ?? "" };
}

function folded({ fold: _, ...test }: Test, on: boolean): Test {
  return on ? { ...test, fold: true } : test;
}
