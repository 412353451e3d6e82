import { Trans, useLingui } from "@lingui/react/macro";
import { Button, TextInput } from "@mantine/core";
import type { JourneyDefinition, JourneyStage } from "../../api/journeys";
import { partName } from "../../lib/journey/names";
import { moved, replaced } from "../../lib/list";
import { IconPlus } from "../../ui/icons";
import { Moves } from "../../ui/moves";
import { emptyStep, newId, STEPS_MAX, stepCount, stepMoved } from "./draft";
import classes from "./edit-page.module.css";
import { StepEditor } from "./step-editor";

interface StageEditorProps {
  definition: JourneyDefinition;
  /** The place of the stage. */
  at: number;
  known: string[];
  /** All stages changed: something moved. */
  onChange(stages: JourneyStage[]): void;
  /** This one changed; none removes it. */
  onStage(stage: JourneyStage | undefined): void;
}

const NAME_LENGTH_MAX = 80;

/** One stage with its steps. */
export function StageEditor({ definition, at, known, onChange, onStage }: StageEditorProps) {
  const { i18n, t } = useLingui();
  const { stages } = definition;
  const stage = stages[at];
  if (!stage) {
    return null;
  }
  const name = partName(stage, i18n);
  const add = () => onStage({ ...stage, steps: [...stage.steps, emptyStep(newId(definition, "step"), t`New step`)] });
  return (
    <fieldset className={classes.stage}>
      <legend className={classes.unseen}>{name}</legend>
      <div className={classes.line}>
        <TextInput
          label={t`Stage`}
          value={name}
          maxLength={NAME_LENGTH_MAX}
          onChange={(event) => onStage({ ...stage, name: event.currentTarget.value })}
          className={classes.grow}
        />
        <Moves
          name={name}
          isFirst={at === 0}
          isLast={at === stages.length - 1}
          onMove={(by) => onChange(moved(stages, at, by))}
          onRemove={() => onStage(undefined)}
        />
      </div>
      <ol className={classes.steps}>
        {stage.steps.map((step, stepAt) => (
          <li key={step.id}>
            <StepEditor
              step={step}
              known={known}
              onChange={(next) => onStage({ ...stage, steps: replaced(stage.steps, stepAt, next) })}
            >
              <Moves
                name={partName(step, i18n)}
                isFirst={at === 0 && stepAt === 0}
                isLast={at === stages.length - 1 && stepAt === stage.steps.length - 1}
                onMove={(by) => onChange(stepMoved(stages, at, stepAt, by))}
                onRemove={() => onStage({ ...stage, steps: replaced(stage.steps, stepAt, undefined) })}
              />
            </StepEditor>
          </li>
        ))}
      </ol>
      <div>
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={16} />}
          disabled={stepCount(definition) >= STEPS_MAX}
          onClick={add}
        >
          <Trans>Add a step</Trans>
        </Button>
      </div>
    </fieldset>
  );
}
