import { Trans, useLingui } from "@lingui/react/macro";
import { Autocomplete, Checkbox, NativeSelect } from "@mantine/core";
import { MEASURE_NAMES } from "../answer/sessions";
import { useFault } from "../faults";
import {
  intervalOf,
  MEASURES_OF_VISITS,
  type PathsQuestion,
  type RetentionQuestion,
  type SessionsQuestion,
} from "../model/question";
import { propertiesOf, useVocabulary } from "../vocabulary";
import { GAP_DEFAULT, Gap } from "./gap";
import { isAscending, NumbersField } from "./numbers-field";
import { Fold, Section } from "./parts";
import { PathEnd } from "./path-end";
import { SelectorEditor } from "./selector-editor";

interface EditorProps<Question> {
  question: Question;
  onChange(question: Question): void;
}

const LENGTH_DEFAULT = 5;
const LENGTHS = [2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Who begins, and what counts as coming back. */
export function RetentionEditor({ question, onChange }: EditorProps<RetentionQuestion>) {
  const { t } = useLingui();
  const { brackets, ...rest } = question;
  const interval = intervalOf(question);
  const bracketsFault = useFault("brackets");
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
          value={question.mode ?? "on"}
          onChange={({ currentTarget }) =>
            onChange({ ...question, mode: currentTarget.value as NonNullable<RetentionQuestion["mode"]> })
          }
          data={[
            { value: "on", label: t`In that very period` },
            { value: "on_or_after", label: t`In that period or a later one` },
          ]}
        />
        <NativeSelect
          size="xs"
          aria-label={t`To which cohort a person belongs`}
          value={question.cohort ?? "first_in_range"}
          onChange={({ currentTarget }) =>
            onChange({ ...question, cohort: currentTarget.value as NonNullable<RetentionQuestion["cohort"]> })
          }
          data={[
            { value: "first_in_range", label: t`Cohort: first time in the period` },
            { value: "first_ever", label: t`Cohort: first time ever` },
            { value: "every", label: t`Cohort: every time` },
          ]}
          error={useFault("cohort")}
        />
        {brackets || interval === "day" ? (
          <NumbersField
            label={t`Days from which people come back`}
            description={t`1 3 7 14 30 shows days 1 to 2, 3 to 6, and so on; empty for every day`}
            value={brackets ?? []}
            accept={(days) => isAscending(days) && days.every((day) => Number.isInteger(day) && day > 0)}
            onChange={(days) => onChange(days.length > 0 ? { ...rest, brackets: days } : rest)}
            fault={bracketsFault}
          />
        ) : null}
      </Section>
    </>
  );
}

/** Where paths start and end, and of what they are made. */
export function PathsEditor({ question, onChange }: EditorProps<PathsQuestion>) {
  const { t } = useLingui();
  const properties = propertiesOf(useVocabulary(), undefined);
  const { steps: stepsOf, session_gap, ...rest } = question;
  const steps = typeof stepsOf === "object" ? stepsOf : undefined;
  const gap = session_gap ?? GAP_DEFAULT;
  return (
    <Section title={<Trans>Paths</Trans>}>
      <PathEnd end="from" question={question} onChange={onChange} />
      <PathEnd end="to" question={question} onChange={onChange} />
      <NativeSelect
        size="xs"
        label={t`Number of steps`}
        value={String(question.length ?? LENGTH_DEFAULT)}
        onChange={({ currentTarget }) => onChange({ ...question, length: Number(currentTarget.value) })}
        data={[...new Set([...LENGTHS, question.length ?? LENGTH_DEFAULT])].map(String)}
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

/** What is measured of visits. */
export function SessionsEditor({ question, onChange }: EditorProps<SessionsQuestion>) {
  const { i18n, t } = useLingui();
  return (
    <Section title={<Trans>Measure</Trans>}>
      <NativeSelect
        size="xs"
        aria-label={t`Measure`}
        value={question.measure ?? "count"}
        onChange={({ currentTarget }) =>
          onChange({ ...question, measure: currentTarget.value as NonNullable<SessionsQuestion["measure"]> })
        }
        data={MEASURES_OF_VISITS.map((measure) => ({ value: measure, label: i18n._(MEASURE_NAMES[measure]) }))}
      />
      <Fold title={<Trans>What a visit is</Trans>} opened={question.gap !== undefined}>
        <Gap value={question.gap ?? GAP_DEFAULT} onChange={(gap) => onChange({ ...question, gap })} field="gap" />
      </Fold>
    </Section>
  );
}
