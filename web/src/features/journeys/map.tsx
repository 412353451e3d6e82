import { useLingui } from "@lingui/react/macro";
import type { JourneyAnswer } from "../../api/answers";
import type { Journey } from "../../api/journeys";
import type { VerbatimSummary } from "../../api/verbatims";
import { partName } from "../../lib/journey/names";
import type { Counted } from "../../ui/counted-people";
import classes from "./map.module.css";
import type { Length } from "./search";
import { StepCard } from "./step-card";

interface JourneyMapProps {
  journey: Journey;
  facts: JourneyAnswer;
  /** What customers wrote, by step; absent until it is known. */
  written: VerbatimSummary | undefined;
  days: Length;
  onCount(counted: Counted): void;
}

/** The stages in their order, each with its steps. */
export function JourneyMap({ journey: { definition }, facts, written, days, onCount }: JourneyMapProps) {
  const { i18n, t } = useLingui();
  const factsOf = new Map(facts.steps.map((step) => [step.name, step]));
  const writtenAt = new Map(written?.steps.map((step) => [step.step, step]));
  return (
    <ol className={classes.map} aria-label={t`Stages`}>
      {definition.stages.map((stage) => (
        <li key={stage.id} className={classes.stage}>
          <h2>{partName(stage, i18n)}</h2>
          <ol className={classes.steps}>
            {stage.steps.map((step) => (
              <li key={step.id}>
                <StepCard
                  step={step}
                  facts={factsOf.get(step.id)}
                  written={writtenAt.get(step.id)}
                  days={days}
                  onCount={onCount}
                />
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}
