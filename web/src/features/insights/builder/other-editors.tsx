import { Trans, useLingui } from "@lingui/react/macro";
import { Autocomplete, Checkbox, NativeSelect } from "@mantine/core";
import { MEASURE_NAMES } from "../answer/sessions";
import { SCORE_NAMES } from "../answer/words";
import { useFault } from "../faults";
import { scoreQuestion } from "../model/defaults";
import {
  type HistogramQuestion,
  MEASURES_OF_VISITS,
  type PathsQuestion,
  type RetentionQuestion,
  SCORES,
  type ScoreName,
  type ScoreQuestion,
  type SessionsQuestion,
} from "../model/question";
import { propertiesOf, useVocabulary } from "../vocabulary";
import classes from "./builder.module.css";
import { DurationField } from "./duration-field";
import { Fold, Section } from "./parts";
import { PathEnd } from "./path-end";
import { SelectorEditor } from "./selector-editor";

interface EditorProps<Question> {
  question: Question;
  onChange(question: Question): void;
}

const GAP_DEFAULT = "30m";
const BINS = [5, 10, 20, 40];

/** Who begins, and what counts as coming back. */
export function RetentionEditor({ question, onChange }: EditorProps<RetentionQuestion>) {
  const { t } = useLingui();
  return (
    <>
      <Section title={<Trans>People begin with</Trans>}>
        <SelectorEditor
          label={t`Event with which people begin`}
          field="start"
          value={question.start}
          onChange={(start) => onChange({ ...question, start })}
          any
        />
      </Section>
      <Section title={<Trans>And come back with</Trans>}>
        <SelectorEditor
          label={t`Event with which people come back`}
          field="return"
          value={question.return}
          onChange={(next) => onChange({ ...question, return: next })}
          any
        />
        <NativeSelect
          size="xs"
          aria-label={t`When a return counts`}
          value={question.mode}
          onChange={({ currentTarget }) =>
            onChange({ ...question, mode: currentTarget.value as RetentionQuestion["mode"] })
          }
          data={[
            { value: "on", label: t`In that very period` },
            { value: "on_or_after", label: t`In that period or a later one` },
          ]}
        />
        <NativeSelect
          size="xs"
          aria-label={t`To which cohort a person belongs`}
          value={question.cohort}
          onChange={({ currentTarget }) =>
            onChange({ ...question, cohort: currentTarget.value as RetentionQuestion["cohort"] })
          }
          data={[
            { value: "first_in_range", label: t`Cohort: first time in the period` },
            { value: "first_ever", label: t`Cohort: first time ever` },
            { value: "every", label: t`Cohort: every time` },
          ]}
          error={useFault("cohort")}
        />
      </Section>
    </>
  );
}

/** Where paths start and end, and of what they are made. */
export function PathsEditor({ question, onChange }: EditorProps<PathsQuestion>) {
  const { t } = useLingui();
  const properties = propertiesOf(useVocabulary(), undefined);
  const { steps, session_gap, ...rest } = question;
  const gap = session_gap ?? GAP_DEFAULT;
  return (
    <Section title={<Trans>Paths</Trans>}>
      <PathEnd end="from" question={question} onChange={onChange} />
      <PathEnd end="to" question={question} onChange={onChange} />
      <NativeSelect
        size="xs"
        label={t`Number of steps`}
        value={String(question.length)}
        onChange={({ currentTarget }) => onChange({ ...question, length: Number(currentTarget.value) })}
        data={Array.from({ length: 9 }, (_, index) => String(index + 2))}
        error={useFault("length")}
      />
      <Checkbox
        size="xs"
        label={t`Count repetitions as one step`}
        checked={question.collapse_repeats ?? false}
        onChange={({ currentTarget }) => onChange({ ...question, collapse_repeats: currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label={t`Only paths with all the steps`}
        checked={question.complete ?? false}
        onChange={({ currentTarget }) => onChange({ ...question, complete: currentTarget.checked })}
      />
      <Fold title={<Trans>What a step and a visit are</Trans>} opened={Boolean(steps ?? session_gap)}>
        <Autocomplete
          size="xs"
          label={t`Steps are the values of`}
          placeholder={t`The names of events`}
          data={properties.map(({ name }) => name)}
          value={steps?.property ?? ""}
          onChange={(property) =>
            onChange({ ...rest, ...(session_gap ? { session_gap } : {}), ...(property ? { steps: { property } } : {}) })
          }
          maxDropdownHeight={240}
          limit={60}
          error={useFault("steps", "steps.property")}
        />
        <Gap value={gap} onChange={(next) => onChange({ ...question, session_gap: next })} field="session_gap" />
      </Fold>
    </Section>
  );
}

function Gap({ value, field, onChange }: { value: string; field: string; onChange(value: string): void }) {
  const { t } = useLingui();
  return (
    <div>
      <p className={classes.word}>
        <Trans>A visit ends after so long without an event</Trans>
      </p>
      <DurationField label={t`Pause that ends a visit`} field={field} value={value} onChange={onChange} />
    </div>
  );
}

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
        value={String(question.bins)}
        onChange={({ currentTarget }) => onChange({ ...question, bins: Number(currentTarget.value) })}
        data={[...new Set([...BINS, question.bins])].sort((a, b) => a - b).map(String)}
        error={useFault("bins")}
      />
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

/** What is measured of visits. */
export function SessionsEditor({ question, onChange }: EditorProps<SessionsQuestion>) {
  const { i18n, t } = useLingui();
  return (
    <Section title={<Trans>Measure</Trans>}>
      <NativeSelect
        size="xs"
        aria-label={t`Measure`}
        value={question.measure}
        onChange={({ currentTarget }) =>
          onChange({ ...question, measure: currentTarget.value as SessionsQuestion["measure"] })
        }
        data={MEASURES_OF_VISITS.map((measure) => ({ value: measure, label: i18n._(MEASURE_NAMES[measure]) }))}
      />
      <Fold title={<Trans>What a visit is</Trans>} opened={question.gap !== undefined}>
        <Gap value={question.gap ?? GAP_DEFAULT} onChange={(gap) => onChange({ ...question, gap })} field="gap" />
      </Fold>
    </Section>
  );
}
