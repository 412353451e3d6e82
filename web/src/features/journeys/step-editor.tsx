import { useLingui } from "@lingui/react/macro";
import { Checkbox, NumberInput, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { JourneyStep } from "../../api/journeys";
import { partName } from "../../lib/journey/names";
import classes from "./edit-page.module.css";
import { EventsField } from "./events-field";

const NAME_LENGTH_MAX = 80;
const MINUTES_MAX = 525_600;
const MINUTES = 60;

interface StepEditorProps {
  step: JourneyStep;
  known: string[];
  onChange(step: JourneyStep): void;
  /** The buttons that move and remove it. */
  children: ReactNode;
}

/** One step: its name, its events, what must follow, and whether it decides. */
export function StepEditor({ step, known, onChange, children }: StepEditorProps) {
  const { i18n, t } = useLingui();
  const then = step.followed_by?.[0] ?? [];
  function follow(events: string[]) {
    // What follows that in turn, where somebody said it elsewhere, goes with it.
    const rest = events.length > 0 ? [events, ...(step.followed_by ?? []).slice(1)] : [];
    onChange({ ...step, followed_by: rest, within_minutes: rest.length > 0 ? (step.within_minutes ?? MINUTES) : null });
  }
  return (
    <div className={classes.step}>
      <div className={classes.line}>
        <TextInput
          label={t`Step`}
          value={partName(step, i18n)}
          maxLength={NAME_LENGTH_MAX}
          onChange={(event) => onChange({ ...step, name: event.currentTarget.value })}
          className={classes.grow}
        />
        {children}
      </div>
      <EventsField
        label={t`Any of these events`}
        known={known}
        value={step.events}
        onChange={(events) => onChange({ ...step, events })}
      />
      <EventsField label={t`And then any of these (optional)`} known={known} value={then} onChange={follow} />
      {then.length > 0 ? (
        <NumberInput
          label={t`Within so many minutes`}
          min={1}
          max={MINUTES_MAX}
          allowDecimal={false}
          value={step.within_minutes ?? MINUTES}
          onChange={(minutes) => onChange({ ...step, within_minutes: Number(minutes) || 1 })}
        />
      ) : null}
      <Checkbox
        label={t`Moment of truth: what happens here decides whether people come back`}
        checked={step.is_moment_of_truth ?? false}
        onChange={(event) => onChange({ ...step, is_moment_of_truth: event.currentTarget.checked })}
        size="xs"
      />
    </div>
  );
}
