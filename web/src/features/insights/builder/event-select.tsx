import { useLingui } from "@lingui/react/macro";
import { type ComboboxItem, MultiSelect, type OptionsFilter, Select } from "@mantine/core";
import { eventLabel } from "../../../lib/events/tell";
import { useFormats } from "../../../lib/formats";
import { plainText } from "../../../lib/text";
import { useFault } from "../faults";
import type { Selector } from "../model/question";
import { useVocabulary } from "../vocabulary";
import classes from "./builder.module.css";

/** The entries that name no event. */
const ANY = "*";
const SEVERAL = "**";

interface EventSelectProps {
  label: string;
  field: string;
  value: Selector;
  onChange(value: Selector): void;
  /** Whether all events may be meant. */
  any?: boolean;
}

/** Chooses an event by its name in the reader's language, or by the name that the sender gave. */
export function EventSelect({ label, field, value, onChange, any = false }: EventSelectProps) {
  const { i18n, t } = useLingui();
  const formats = useFormats();
  const { events } = useVocabulary();
  const fault = useFault(field, `${field}.event`);
  const counts = new Map(events.map(({ name, count }) => [name, count]));
  const names = events.map(({ name }) => name);
  const { event = "", events: several, any_event, ...kept } = value;
  const chosen = any_event ? ANY : event;
  // An event that a link names, and the project does not have, still is what the question says.
  const unknown = (several ?? [chosen]).filter((name) => name !== "" && name !== ANY && !names.includes(name));
  const options = [...names, ...new Set(unknown)].map((name) => ({ value: name, label: eventLabel(name, i18n) }));
  const common = {
    className: classes.grow ?? "",
    size: "xs",
    "aria-label": label,
    searchable: true,
    maxDropdownHeight: 280,
    nothingFoundMessage: t`No event of this name`,
    filter: ({ options: all, search }: OptionsFilterInput) =>
      all.filter((option) => matches(option as ComboboxItem, search)),
    renderOption: ({ option }: { option: ComboboxItem }) => (
      <span className={classes.option}>
        <span>{option.label}</span>
        <small>{counts.has(option.value) ? formats.number(counts.get(option.value) ?? 0) : ""}</small>
        {option.label === option.value || !names.includes(option.value) ? null : <small>{option.value}</small>}
      </span>
    ),
    comboboxProps: { width: 300, position: "bottom-start" },
    error: fault,
  } as const;
  function choose(name: string) {
    onChange(
      name === ANY
        ? { any_event: true, ...kept }
        : name === SEVERAL
          ? { events: event ? [event] : [], ...kept }
          : { event: name, ...kept },
    );
  }
  if (several) {
    return (
      <MultiSelect
        {...common}
        data={options}
        value={several}
        // One that is left of several is one again.
        onChange={(next) =>
          next.length < several.length && next.length < 2 ? choose(next[0] ?? "") : onChange({ events: next, ...kept })
        }
      />
    );
  }
  return (
    <Select
      {...common}
      placeholder={t`Choose an event`}
      data={[
        ...(any ? [{ value: ANY, label: t`Any event` }] : []),
        ...options,
        { value: SEVERAL, label: t`Several events…` },
      ]}
      value={chosen || null}
      onChange={(name) => choose(name ?? "")}
      allowDeselect={false}
    />
  );
}

type OptionsFilterInput = Parameters<OptionsFilter>[0];

function matches({ label, value }: ComboboxItem, search: string): boolean {
  const wanted = plainText(search);
  return plainText(label).includes(wanted) || plainText(value).includes(wanted);
}
