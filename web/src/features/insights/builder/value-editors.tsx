import { Trans, useLingui } from "@lingui/react/macro";
import { Autocomplete, NativeSelect } from "@mantine/core";
import { SCORE_NAMES } from "../answer/words";
import { useFault } from "../faults";
import { scoreQuestion } from "../model/defaults";
import { type HistogramQuestion, SCORES, type ScoreName, type ScoreQuestion } from "../model/question";
import { propertiesOf, useVocabulary } from "../vocabulary";
import { isAscending, NumbersField } from "./numbers-field";
import { Section } from "./parts";
import { SelectorEditor } from "./selector-editor";

interface EditorProps<Question> {
  question: Question;
  onChange(question: Question): void;
}

const BINS = [5, 10, 20, 40];
const BINS_DEFAULT = 20;
/** The entry that lets one write the edges. */
const OWN_EDGES = "edges";
const EDGES_FIRST = [0, 50, 100, 200, 500, 1000];

/** Which score, and the event that carries its answers. */
export function ScoreEditor({ question, onChange }: EditorProps<ScoreQuestion>) {
  const { i18n, t } = useLingui();
  const vocabulary = useVocabulary();
  function choose(score: ScoreName) {
    const { select, property } = scoreQuestion(score, vocabulary);
    onChange({ ...question, score, select, property });
  }
  return (
    <Section title={<Trans>Score</Trans>}>
      <NativeSelect
        size="xs"
        aria-label={t`Score`}
        value={question.score}
        onChange={({ currentTarget }) => choose(currentTarget.value as ScoreName)}
        data={SCORES.map((score) => ({ value: score, label: i18n._(SCORE_NAMES[score]) }))}
        error={useFault("score")}
      />
      <SelectorEditor
        label={t`Event that carries the answer`}
        field="select"
        value={question.select}
        onChange={(select) => onChange({ ...question, select })}
      />
      <PropertyField
        label={t`Property with the answer`}
        question={question}
        onChange={(property) => onChange({ ...question, property })}
      />
    </Section>
  );
}

/** Of which event which number is spread out. */
export function HistogramEditor({ question, onChange }: EditorProps<HistogramQuestion>) {
  const { t } = useLingui();
  const { bins = BINS_DEFAULT } = question;
  const edges = Array.isArray(bins) ? bins : undefined;
  const fault = useFault("bins");
  return (
    <Section title={<Trans>Values</Trans>}>
      <SelectorEditor
        label={t`Event that carries the value`}
        field="select"
        value={question.select}
        onChange={(select) => onChange({ ...question, select })}
      />
      <PropertyField
        label={t`Property with the value`}
        question={question}
        onChange={(property) => onChange({ ...question, property })}
      />
      <NativeSelect
        size="xs"
        label={t`Number of bars`}
        value={edges ? OWN_EDGES : String(bins)}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...question, bins: value === OWN_EDGES ? EDGES_FIRST : Number(value) })
        }
        data={[
          ...[...new Set([...BINS, ...(edges ? [] : [Number(bins)])])].sort((a, b) => a - b).map(String),
          { value: OWN_EDGES, label: t`Bars of my own` },
        ]}
        error={edges ? undefined : fault}
      />
      {edges ? (
        <NumbersField
          label={t`Edges of the bars`}
          description={t`0 10 50 makes a bar from 0 to 10, and one from 10 to 50`}
          value={edges}
          accept={(numbers) => numbers.length > 1 && isAscending(numbers)}
          onChange={(numbers) => onChange({ ...question, bins: numbers })}
          fault={fault}
        />
      ) : null}
    </Section>
  );
}

interface PropertyFieldProps {
  label: string;
  question: ScoreQuestion | HistogramQuestion;
  onChange(property: string): void;
}

function PropertyField({ label, question, onChange }: PropertyFieldProps) {
  const known = propertiesOf(useVocabulary(), question.select).filter(
    ({ type }) => type === "number" || type === "mixed",
  );
  return (
    <Autocomplete
      size="xs"
      label={label}
      data={known.map(({ name }) => name)}
      value={question.property}
      onChange={onChange}
      maxDropdownHeight={240}
      error={useFault("property")}
    />
  );
}
