import { Trans, useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import type { Property } from "../../../api/insights";
import { useFault } from "../faults";
import { BREAKDOWNS_MAX, type Breakdown } from "../model/question";
import { useVocabulary } from "../vocabulary";
import classes from "./builder.module.css";
import { numbered, replaced, Section, without } from "./parts";

interface BreakdownEditorProps {
  value: readonly Breakdown[];
  /** The properties of the events that are counted. */
  properties: readonly Property[];
  onChange(value: Breakdown[]): void;
}

/** What splits the answer into groups: properties of events, or attributes of people. */
export function BreakdownEditor({ value, properties, onChange }: BreakdownEditorProps) {
  const fields = value.length < BREAKDOWNS_MAX ? [...value, undefined] : value;
  return (
    <Section title={<Trans>Break down by</Trans>}>
      <div className={classes.list}>
        {numbered(fields).map(({ item, at }) => (
          <OneBreakdown
            key={at}
            at={at}
            value={item}
            properties={properties}
            taken={value}
            onChange={(next) =>
              onChange(next ? (item ? replaced(value, at, next) : [...value, next]) : without(value, at))
            }
          />
        ))}
      </div>
    </Section>
  );
}

interface OneBreakdownProps {
  at: number;
  value: Breakdown | undefined;
  properties: readonly Property[];
  taken: readonly Breakdown[];
  onChange(value: Breakdown | undefined): void;
}

function OneBreakdown({ at, value, properties, taken, onChange }: OneBreakdownProps) {
  const { t } = useLingui();
  const { traits } = useVocabulary();
  const chosen = value && keyOf(value);
  const free = (breakdown: Breakdown) =>
    keyOf(breakdown) === chosen || !taken.some((each) => keyOf(each) === keyOf(breakdown));
  const option = (breakdown: Breakdown) => ({ value: keyOf(breakdown), label: nameOf(breakdown) });
  const ofEvents = properties.map(({ name }): Breakdown => ({ property: name })).filter(free);
  const ofPeople = traits.map(({ name }): Breakdown => ({ trait: name })).filter(free);
  const unknown = value && ![...ofEvents, ...ofPeople].some((each) => keyOf(each) === chosen) ? [value] : [];
  const number = at + 1;
  return (
    <Select
      size="xs"
      aria-label={t`Break down by, ${number}`}
      placeholder={at === 0 ? t`Nothing` : t`And by`}
      data={[
        { group: t`Properties of the event`, items: [...ofEvents, ...unknown].map(option) },
        { group: t`Attributes of people`, items: ofPeople.map(option) },
      ]}
      value={chosen ?? null}
      onChange={(key) => onChange(key === null ? undefined : breakdownOf(key))}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t`Remove` }}
      maxDropdownHeight={280}
      nothingFoundMessage={t`No result`}
      error={useFault(`breakdown[${at}]`, `breakdown[${at}].property`, `breakdown[${at}].trait`)}
    />
  );
}

function keyOf(breakdown: Breakdown): string {
  return "property" in breakdown ? `property:${breakdown.property}` : `trait:${breakdown.trait}`;
}

function nameOf(breakdown: Breakdown): string {
  return "property" in breakdown ? breakdown.property : breakdown.trait;
}

function breakdownOf(key: string): Breakdown {
  const name = key.slice(key.indexOf(":") + 1);
  return key.startsWith("trait:") ? { trait: name } : { property: name };
}
