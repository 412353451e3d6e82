import { useLingui } from "@lingui/react/macro";
import { Autocomplete, NativeSelect } from "@mantine/core";
import { STATISTIC_NAMES } from "../answer/words";
import { useFault } from "../faults";
import { type MeasuredTest, type Operator, PERSON_STATISTICS, type PersonStatistic } from "../model/question";
import { propertiesOf, useVocabulary } from "../vocabulary";
import classes from "./builder.module.css";
import { RemoveButton } from "./parts";
import { SelectorEditor } from "./selector-editor";
import { OPERATOR_NAMES } from "./test-editor";
import { ValueField } from "./value-field";
import { WithinChoice } from "./within-choice";

const COMPARISONS: readonly Operator[] = [">", ">=", "<", "<=", "=", "!="];

interface MeasuredEditorProps {
  field: string;
  value: MeasuredTest;
  onChange(value: MeasuredTest): void;
  onRemove(): void;
}

/** A statistic of what people did, such as the sum of their orders, compared with a number. */
export function MeasuredEditor({ field, value, onChange, onRemove }: MeasuredEditorProps) {
  const { i18n, t } = useLingui();
  const properties = propertiesOf(useVocabulary(), value.of);
  const statistic = PERSON_STATISTICS.find((name) => value[name] !== undefined) ?? "sum";
  const property = value[statistic]?.property ?? "";
  const offered =
    statistic === "distinct" ? properties : properties.filter(({ type }) => type === "number" || type === "mixed");
  function measure(name: PersonStatistic, of: string) {
    const { [statistic]: _, ...rest } = value;
    onChange({ [name]: { property: of }, ...rest } as MeasuredTest);
  }
  return (
    <div className={classes.test}>
      <SelectorEditor
        label={t`Event of which something is measured`}
        field={`${field}.of`}
        value={value.of}
        onChange={(of) => onChange({ ...value, of })}
        any
        after={<RemoveButton label={t`Remove the condition on people`} onClick={onRemove} />}
      />
      <div className={classes.row}>
        <NativeSelect
          className={classes.half}
          size="xs"
          aria-label={t`Measure`}
          value={statistic}
          onChange={({ currentTarget }) => measure(currentTarget.value as PersonStatistic, property)}
          data={PERSON_STATISTICS.map((name) => ({ value: name, label: i18n._(STATISTIC_NAMES[name]) }))}
        />
        <Autocomplete
          className={classes.half}
          size="xs"
          aria-label={t`Measured property`}
          placeholder={t`Property`}
          data={offered.map(({ name }) => name)}
          value={property}
          onChange={(name) => measure(statistic, name)}
          maxDropdownHeight={240}
          limit={60}
          error={useFault(`${field}.${statistic}.property`, field)}
        />
      </div>
      <div className={classes.row}>
        <NativeSelect
          className={classes.half}
          size="xs"
          aria-label={t`Comparison`}
          value={value.op}
          onChange={({ currentTarget }) => onChange({ ...value, op: currentTarget.value as Operator })}
          data={COMPARISONS.map((op) => ({ value: op, label: i18n._(OPERATOR_NAMES[op]) }))}
          error={useFault(`${field}.op`)}
        />
        <ValueField
          field={`${field}.value`}
          test={{ op: value.op, value: value.value }}
          property={{ name: property, type: "number", values: [] }}
          onChange={(next) => typeof next.value === "number" && onChange({ ...value, value: next.value })}
        />
        <WithinChoice field={field} value={value} onChange={onChange} />
      </div>
    </div>
  );
}
