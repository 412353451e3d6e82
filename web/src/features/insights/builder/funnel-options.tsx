import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, NativeSelect } from "@mantine/core";
import { useFault } from "../faults";
import { EXCLUSIONS_MAX, type Exclusion, type FunnelQuestion } from "../model/question";
import { useVocabulary } from "../vocabulary";
import classes from "./builder.module.css";
import { AddButton, Fold, numbered, RemoveButton, replaced, without } from "./parts";
import { SelectorEditor } from "./selector-editor";

interface FunnelOptionsProps {
  question: FunnelQuestion;
  onChange(question: FunnelQuestion): void;
}

/** In which order, which steps may be skipped, what must not come between, and to which group one belongs. */
export function FunnelOptions({ question, onChange }: FunnelOptionsProps) {
  const { t } = useLingui();
  const { order, optional, exclude, credit } = question;
  const any = order === "any";
  const groups = (question.breakdown ?? []).length > 0;
  const fault = useFault("order");
  const creditFault = useFault("credit");
  function changeOrder(next: FunnelQuestion["order"]) {
    const { optional: _, exclude: __, ...rest } = question;
    // Without an order there is nothing between two steps, and none that may be skipped.
    onChange(next === "any" ? { ...rest, order: next } : { ...question, order: next });
  }
  return (
    <Fold
      title={<Trans>Order, optional steps, exclusions</Trans>}
      opened={order !== "ordered" || Boolean(optional) || Boolean(exclude) || Boolean(credit)}
    >
      <NativeSelect
        size="xs"
        label={t`Order of the steps`}
        value={order}
        onChange={(event) => changeOrder(event.currentTarget.value as FunnelQuestion["order"])}
        data={[
          { value: "ordered", label: t`In this order, others may come between` },
          { value: "strict", label: t`In this order, nothing between` },
          { value: "any", label: t`In any order` },
        ]}
        error={fault}
      />
      {groups ? (
        <NativeSelect
          size="xs"
          label={t`Group of a person`}
          value={credit ?? "first_step"}
          onChange={(event) =>
            onChange({ ...question, credit: event.currentTarget.value as NonNullable<typeof credit> })
          }
          data={[
            { value: "first_step", label: t`As at the first step` },
            { value: "last_step", label: t`As at the last step reached` },
            { value: "every_step", label: t`The same at every step` },
          ]}
          error={creditFault}
        />
      ) : null}
      {any ? null : <OptionalSteps question={question} onChange={onChange} />}
      {any ? null : <Exclusions question={question} onChange={onChange} />}
    </Fold>
  );
}

/** Steps between the first and the last may be skipped. */
function OptionalSteps({ question, onChange }: FunnelOptionsProps) {
  const { t } = useLingui();
  const inner = question.steps.map((_, index) => index + 1).slice(1, -1);
  function toggle(step: number, on: boolean) {
    const { optional = [], ...rest } = question;
    const next = on ? [...optional, step].sort((a, b) => a - b) : optional.filter((each) => each !== step);
    onChange(next.length > 0 ? { ...rest, optional: next } : rest);
  }
  return (
    <>
      {inner.map((step) => (
        <Checkbox
          key={step}
          size="xs"
          label={t`Step ${step} may be skipped`}
          checked={question.optional?.includes(step) ?? false}
          onChange={(event) => toggle(step, event.currentTarget.checked)}
        />
      ))}
    </>
  );
}

function Exclusions({ question, onChange }: FunnelOptionsProps) {
  const { events } = useVocabulary();
  const { exclude = [], ...rest } = question;
  const change = (next: Exclusion[]) => onChange(next.length > 0 ? { ...rest, exclude: next } : rest);
  return (
    <div className={classes.list}>
      {numbered(exclude).map(({ item, at }) => (
        <ExclusionEditor
          key={at}
          at={at}
          value={item}
          n_steps={question.steps.length}
          onChange={(next) => change(replaced(exclude, at, next))}
          onRemove={() => change(without(exclude, at))}
        />
      ))}
      {exclude.length < EXCLUSIONS_MAX ? (
        <AddButton onClick={() => change([...exclude, { select: { event: events[0]?.name ?? "" }, between: [1, 2] }])}>
          <Trans>Leave out who did between two steps</Trans>
        </AddButton>
      ) : null}
    </div>
  );
}

interface ExclusionEditorProps {
  at: number;
  value: Exclusion;
  n_steps: number;
  onChange(value: Exclusion): void;
  onRemove(): void;
}

function ExclusionEditor({ at, value, n_steps, onChange, onRemove }: ExclusionEditorProps) {
  const { t } = useLingui();
  const [from, to] = value.between;
  const steps = Array.from({ length: n_steps }, (_, index) => index + 1);
  const options = (numbers: number[]) => numbers.map((number) => ({ value: String(number), label: t`Step ${number}` }));
  const number = at + 1;
  return (
    <div className={classes.test}>
      <SelectorEditor
        label={t`Excluded event ${number}`}
        field={`exclude[${at}].select`}
        value={value.select}
        onChange={(select) => onChange({ ...value, select })}
        after={<RemoveButton label={t`Remove exclusion ${number}`} onClick={onRemove} />}
      />
      <div className={classes.row}>
        <NativeSelect
          className={classes.half}
          size="xs"
          aria-label={t`After`}
          value={String(from)}
          onChange={({ currentTarget }) => {
            const first = Number(currentTarget.value);
            onChange({ ...value, between: [first, Math.max(to, first + 1)] });
          }}
          data={options(steps.slice(0, -1))}
          error={useFault(`exclude[${at}].between`)}
        />
        <NativeSelect
          className={classes.half}
          size="xs"
          aria-label={t`Before`}
          value={String(to)}
          onChange={({ currentTarget }) => onChange({ ...value, between: [from, Number(currentTarget.value)] })}
          data={options(steps.filter((step) => step > from))}
        />
      </div>
    </div>
  );
}
