import { Trans, useLingui } from "@lingui/react/macro";
import { Autocomplete, NativeSelect, TextInput } from "@mantine/core";
import { STATISTIC_NAMES } from "../answer/words";
import { useFault } from "../faults";
import {
  type Measure,
  SERIES_MAX,
  type Series,
  STATISTICS,
  type Statistic,
  type TrendQuestion,
} from "../model/question";
import { propertiesOf, useVocabulary } from "../vocabulary";
import classes from "./builder.module.css";
import { AddButton, Fold, numbered, RemoveButton, replaced, Section, without } from "./parts";
import { SelectorEditor } from "./selector-editor";

interface TrendEditorProps {
  question: TrendQuestion;
  onChange(question: TrendQuestion): void;
}

const FORMULA_LENGTH_MAX = 200;

/** What is counted, and what it is compared with. */
export function TrendEditor({ question, onChange }: TrendEditorProps) {
  const { t } = useLingui();
  const { series } = question;
  const { events } = useVocabulary();
  const change = (next: Series[]) => onChange({ ...question, series: next });
  function compare(previous: string) {
    const { compare: _, ...rest } = question;
    onChange(previous === "period" || previous === "year" ? { ...rest, compare: { previous } } : rest);
  }
  function formulate(text: string) {
    const { formula: _, ...rest } = question;
    onChange(text ? { ...rest, formula: text } : rest);
  }
  return (
    <Section title={<Trans>What is counted</Trans>}>
      <div className={classes.list}>
        {numbered(series).map(({ item, at }) => (
          <SeriesEditor
            key={at}
            at={at}
            value={item}
            onChange={(next) => change(replaced(series, at, next))}
            onRemove={series.length > 1 ? () => change(without(series, at)) : undefined}
          />
        ))}
        {series.length < SERIES_MAX ? (
          <AddButton
            onClick={() => change([...series, { select: { event: events[0]?.name ?? "" }, measure: "events" }])}
          >
            <Trans>Another curve</Trans>
          </AddButton>
        ) : null}
      </div>
      <Fold
        title={<Trans>Compare, or compute with the curves</Trans>}
        opened={question.compare !== undefined || question.formula !== undefined}
      >
        <NativeSelect
          size="xs"
          label={t`Compare with`}
          value={question.compare?.previous ?? ""}
          onChange={(event) => compare(event.currentTarget.value)}
          data={[
            { value: "", label: t`Nothing` },
            { value: "period", label: t`The period before` },
            { value: "year", label: t`A year before` },
          ]}
          error={useFault("compare", "compare.previous")}
        />
        <TextInput
          size="xs"
          label={t`Formula`}
          description={t`A is the first curve, B the second: A / B`}
          value={question.formula ?? ""}
          onChange={(event) => formulate(event.currentTarget.value)}
          maxLength={FORMULA_LENGTH_MAX}
          error={useFault("formula")}
        />
      </Fold>
    </Section>
  );
}

interface SeriesEditorProps {
  at: number;
  value: Series;
  onChange(value: Series): void;
  onRemove: (() => void) | undefined;
}

function SeriesEditor({ at, value, onChange, onRemove }: SeriesEditorProps) {
  const { t } = useLingui();
  const number = at + 1;
  return (
    <div className={classes.card}>
      <SelectorEditor
        label={t`Event of curve ${number}`}
        field={`series[${at}].select`}
        value={value.select}
        onChange={(select) => onChange({ ...value, select })}
        any
        after={onRemove ? <RemoveButton label={t`Remove curve ${number}`} onClick={onRemove} /> : null}
      />
      <MeasureEditor
        field={`series[${at}].measure`}
        series={value}
        onChange={(measure) => onChange({ ...value, measure })}
      />
    </div>
  );
}

interface MeasureEditorProps {
  field: string;
  series: Series;
  onChange(measure: Measure): void;
}

function MeasureEditor({ field, series, onChange }: MeasureEditorProps) {
  const { i18n, t } = useLingui();
  const vocabulary = useVocabulary();
  const { measure = "events" } = series;
  const fault = useFault(field, `${field}.${Object.keys(measure)[0]}`);
  const [statistic, property = ""] =
    typeof measure === "string" ? [measure] : (Object.entries(measure)[0] ?? (["sum"] as const));
  const properties = propertiesOf(vocabulary, series.select);
  const numeric =
    statistic === "distinct" ? properties : properties.filter(({ type }) => type !== "text" && type !== "boolean");
  function choose(next: string) {
    const first = numeric.find(({ type }) => type === "number")?.name ?? "";
    onChange(next === "events" || next === "people" ? next : { [next as Statistic]: property || first });
  }
  return (
    <div className={classes.row}>
      <NativeSelect
        className={classes.half}
        size="xs"
        aria-label={t`Measure`}
        value={statistic}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          { value: "events", label: t`Number of times` },
          { value: "people", label: t`People` },
          ...STATISTICS.map((name) => ({ value: name, label: i18n._(STATISTIC_NAMES[name]) })),
        ]}
      />
      {typeof measure === "string" ? null : (
        <Autocomplete
          className={classes.half}
          size="xs"
          aria-label={t`Measured property`}
          placeholder={t`Property`}
          data={numeric.map(({ name }) => name)}
          value={property}
          onChange={(next) => onChange({ [statistic as Statistic]: next })}
          maxDropdownHeight={240}
          error={fault}
        />
      )}
    </div>
  );
}
