import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu } from "@mantine/core";
import { useState } from "react";
import { IconArrowDown, IconArrowUp, IconDots, IconGripVertical, IconTrash } from "../../../ui/icons";
import { type FunnelQuestion, type Selector, STEPS_MAX, STEPS_MIN } from "../model/question";
import { movedStep, removedStep } from "../model/steps";
import { useVocabulary } from "../vocabulary";
import classes from "./builder.module.css";
import { DurationField } from "./duration-field";
import { FunnelOptions } from "./funnel-options";
import { AddButton, FaultLine, numbered, replaced, Section } from "./parts";
import { SelectorEditor } from "./selector-editor";

interface FunnelEditorProps {
  question: FunnelQuestion;
  onChange(question: FunnelQuestion): void;
}

/** The steps of a funnel in their order, and the time in which they must be done. */
export default function FunnelEditor({ question, onChange }: FunnelEditorProps) {
  const { t } = useLingui();
  const { events } = useVocabulary();
  const { steps } = question;
  const dragging = useDrag((from, to) => onChange(movedStep(question, from, to)));
  const change = (next: Selector[]) => onChange({ ...question, steps: next });
  return (
    <>
      <Section title={<Trans>Steps</Trans>}>
        <ol className={classes.list}>
          {numbered(steps).map(({ item, at }) => (
            <li key={at} className={classes.card} {...dragging.target(at)}>
              <StepEditor
                at={at}
                value={item}
                handle={dragging.handle(at)}
                n_steps={steps.length}
                onChange={(next) => change(replaced(steps, at, next))}
                onMove={(from, to) => onChange(movedStep(question, from, to))}
                onRemove={steps.length > STEPS_MIN ? () => onChange(removedStep(question, at)) : undefined}
              />
            </li>
          ))}
        </ol>
        <FaultLine field="steps" />
        {steps.length < STEPS_MAX ? (
          <AddButton onClick={() => change([...steps, { event: events[0]?.name ?? "" }])}>
            <Trans>Another step</Trans>
          </AddButton>
        ) : null}
      </Section>
      <Section title={<Trans>Done within</Trans>}>
        <DurationField
          label={t`Time from the first step to the last`}
          field="window"
          value={question.window}
          onChange={(window) => onChange({ ...question, window })}
        />
        <FunnelOptions question={question} onChange={onChange} />
      </Section>
    </>
  );
}

interface StepEditorProps {
  at: number;
  value: Selector;
  n_steps: number;
  handle: { draggable: true; onDragStart(): void; onDragEnd(): void };
  onChange(value: Selector): void;
  onMove(from: number, to: number): void;
  onRemove: (() => void) | undefined;
}

function StepEditor({ at, value, n_steps, handle, onChange, onMove, onRemove }: StepEditorProps) {
  const { t } = useLingui();
  const number = at + 1;
  return (
    <SelectorEditor
      label={t`Event of step ${number}`}
      field={`steps[${at}]`}
      value={value}
      onChange={onChange}
      any
      before={
        <span className={classes.handle} title={t`Drag to move`} {...handle}>
          <IconGripVertical size={14} aria-hidden />
          {number}
        </span>
      }
      after={<StepMenu at={at} n_steps={n_steps} onMove={onMove} onRemove={onRemove} />}
    />
  );
}

type StepMenuProps = Pick<StepEditorProps, "at" | "n_steps" | "onMove" | "onRemove">;

/** Moves a step without a drag, or removes it. */
function StepMenu({ at, n_steps, onMove, onRemove }: StepMenuProps) {
  const { t } = useLingui();
  const number = at + 1;
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={30} aria-label={t`What to do with step ${number}`}>
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowUp size={15} />} disabled={at === 0} onClick={() => onMove(at, at - 1)}>
          <Trans>Move up</Trans>
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown size={15} />}
          disabled={at === n_steps - 1}
          onClick={() => onMove(at, at + 1)}
        >
          <Trans>Move down</Trans>
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} disabled={!onRemove} onClick={onRemove}>
          <Trans>Remove</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Moving by drag, for those who point; the buttons do the same. */
function useDrag(onMove: (from: number, to: number) => void) {
  const [dragged, setDragged] = useState<number | undefined>();
  const [over, setOver] = useState<number | undefined>();
  function end() {
    setDragged(undefined);
    setOver(undefined);
  }
  return {
    handle: (at: number) => ({ draggable: true as const, onDragStart: () => setDragged(at), onDragEnd: end }),
    target: (at: number) => ({
      "data-dragged": dragged === at || undefined,
      "data-over": (over === at && dragged !== at) || undefined,
      onDragOver: (event: React.DragEvent) => {
        if (dragged !== undefined) {
          event.preventDefault();
          setOver(at);
        }
      },
      onDrop: (event: React.DragEvent) => {
        event.preventDefault();
        if (dragged !== undefined && dragged !== at) {
          onMove(dragged, at);
        }
        end();
      },
    }),
  };
}
