import { Trans, useLingui } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { journeyQuery } from "../../api/journeys";
import { partName } from "../../lib/journey/names";
import { oneLine } from "../../lib/text";
import classes from "./surveys.module.css";

const NAME_LENGTH_MAX = 80;

interface StepFieldProps {
  /** The id of a step. */
  step: string | null;
  onChange(step: string | null): void;
}

/** To which step of the customer journey a survey belongs; one that the journey has no more stays until another is chosen. */
export function StepField({ step, onChange }: StepFieldProps) {
  const { i18n, t } = useLingui();
  const { data: journey } = useQuery(journeyQuery);
  const stages = journey?.definition.stages ?? [];
  const isKnown = stages.some(({ steps }) => steps.some(({ id }) => id === step));
  const named = (part: { id: string; name: string | null }) => partName(part, i18n);
  return (
    <NativeSelect
      label={t`Step of the customer journey (optional)`}
      description={t`Each answer says it, so that answers can be compared step by step.`}
      value={step ?? ""}
      data={[
        { value: "", label: t`None in particular` },
        ...(step && !isKnown ? [{ value: step, label: named({ id: step, name: null }) }] : []),
        ...stages.map((stage) => ({
          group: named(stage),
          items: stage.steps.map((each) => ({ value: each.id, label: named(each) })),
        })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}

/** Says of which step a survey is; nothing of one that is of none. */
export function StepWords({ step }: { step: string | null }) {
  const { i18n } = useLingui();
  const { data: journey } = useQuery(journeyQuery);
  if (!step) {
    return null;
  }
  const known = journey?.definition.stages.flatMap(({ steps }) => steps).find(({ id }) => id === step);
  const name = oneLine(partName(known ?? { id: step, name: null }, i18n), NAME_LENGTH_MAX);
  return (
    <p className={classes.quiet}>
      <Trans>About the step “{name}” of the journey.</Trans>
    </p>
  );
}
