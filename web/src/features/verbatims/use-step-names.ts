import { useLingui } from "@lingui/react";
import { useQuery } from "@tanstack/react-query";
import { journeyQuery } from "../../api/journeys";
import { partName } from "../../lib/journey/names";
import { oneLine } from "../../lib/text";

const NAME_LENGTH_MAX = 60;

/** A step with its name. */
export interface NamedStep {
  id: string;
  name: string;
}

/** Returns the steps of the journey in their order, and how to name one, also one that the journey has no more. */
export function useStepNames(): { steps: NamedStep[]; nameOf(id: string): string } {
  const { i18n } = useLingui();
  const { data: journey } = useQuery(journeyQuery);
  const named = (part: { id: string; name: string | null }) => oneLine(partName(part, i18n), NAME_LENGTH_MAX);
  const steps = (journey?.definition.stages ?? []).flatMap(({ steps: own }) =>
    own.map((step) => ({ id: step.id, name: named(step) })),
  );
  const nameOf = (id: string) => steps.find((step) => step.id === id)?.name ?? named({ id, name: null });
  return { steps, nameOf };
}
