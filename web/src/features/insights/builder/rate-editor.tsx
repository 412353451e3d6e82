import { Trans, useLingui } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { projectQuery } from "../../../api/project";
import { PART_NAMES, RATE_NAMES } from "../answer/words";
import { useFault } from "../faults";
import {
  RATE_SELECTORS,
  RATES,
  RATES_WITH_WINDOW,
  type RateName,
  type RatePart,
  type RateQuestion,
  type Selector,
} from "../model/question";
import { compact } from "../model/reader";
import classes from "./builder.module.css";
import { DurationField } from "./duration-field";
import { GAP_DEFAULT, Gap } from "./gap";
import { Fold, Section } from "./parts";
import { SelectorEditor } from "./selector-editor";

/** With what the status of an order begins that came to nothing. */
const VOID_STATUS = "^\\s*(annul|cancel|unavailable|void)";

/** What the server takes where a rate names no event; it says so in its answer. */
const DEFAULT_EVENTS: Record<RatePart, Selector> = {
  start: { any_event: true },
  goal: { event: "Order Completed" },
  add: { event: "Product Added" },
  order: { event: "Order Completed" },
  active: { event: "Order Completed" },
  promise: { event: "Promise Made" },
  fulfilled: { event: "Order Delivered" },
  cancelled: { event: "Order Cancelled" },
  voided: { event: "Order Completed", where: { property: "status", op: "matches", value: VOID_STATUS, fold: true } },
  sold: { event: "Order Completed" },
  returned: { event: "Order Refunded" },
  opened: { event: "Conversation Opened" },
  resolved: { event: "Conversation Resolved" },
  contact: { event: "Message Received" },
};

const DEFAULT_WINDOWS: Partial<Record<RateName, string>> = {
  cart_abandonment: "7d",
  repeat_purchase: "90d",
};

interface RateEditorProps {
  question: RateQuestion;
  onChange(question: RateQuestion): void;
}

/** Which rate, and the events and times that define it. */
export function RateEditor({ question, onChange }: RateEditorProps) {
  const { i18n, t } = useLingui();
  const { data: project } = useQuery(projectQuery);
  const { rate } = question;
  const isOfActivity = rate === "churn" || rate === "retention";
  const ofProject = isOfActivity && project ? `${project.active_days}d` : undefined;
  const parts: readonly RatePart[] = RATE_SELECTORS[rate];
  function choose(next: RateName) {
    const { interval, range, where, people, breakdown, limit } = question;
    onChange(compact({ kind: "rate", rate: next, interval, range, where, people, breakdown, limit } as RateQuestion));
  }
  return (
    <Section title={<Trans>Rate</Trans>}>
      <NativeSelect
        size="xs"
        aria-label={t`Rate`}
        value={rate}
        onChange={({ currentTarget }) => choose(currentTarget.value as RateName)}
        data={RATES.map((each) => ({ value: each, label: i18n._(RATE_NAMES[each]) }))}
        error={useFault("rate")}
      />
      {RATES_WITH_WINDOW.includes(rate) ? (
        <>
          <p className={classes.word}>
            {isOfActivity ? <Trans>Active means: in the last</Trans> : <Trans>Within</Trans>}
          </p>
          <DurationField
            label={t`Length of time`}
            field="within"
            value={question.within ?? ofProject ?? DEFAULT_WINDOWS[rate] ?? "30d"}
            onChange={(within) => onChange({ ...question, within })}
          />
        </>
      ) : null}
      {rate === "conversion" ? <UnitEditor question={question} onChange={onChange} /> : null}
      <Fold title={<Trans>Events that define it</Trans>} opened={parts.some((part) => question[part] !== undefined)}>
        {parts.map((part) => (
          <div key={part} className={classes.part}>
            <p>{i18n._(PART_NAMES[part])}</p>
            <SelectorEditor
              label={i18n._(PART_NAMES[part])}
              field={part}
              value={question[part] ?? DEFAULT_EVENTS[part]}
              onChange={(selector) => onChange({ ...question, [part]: selector })}
              any={part === "start" || part === "active"}
            />
          </div>
        ))}
      </Fold>
    </Section>
  );
}

/** Whether people are counted, or their visits. */
function UnitEditor({ question, onChange }: RateEditorProps) {
  const { t } = useLingui();
  const { unit = "person", gap: _, ...rest } = question;
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t`What is counted`}
        value={unit}
        onChange={({ currentTarget }) =>
          onChange({ ...rest, unit: currentTarget.value === "session" ? "session" : "person" })
        }
        data={[
          { value: "person", label: t`Of people, in the period` },
          { value: "session", label: t`Of visits` },
        ]}
        error={useFault("unit")}
      />
      {unit === "session" || question.gap !== undefined ? (
        <Gap value={question.gap ?? GAP_DEFAULT} field="gap" onChange={(gap) => onChange({ ...question, gap })} />
      ) : null}
    </>
  );
}
