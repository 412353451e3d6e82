import { useLingui } from "@lingui/react/macro";
import { type ComboboxItem, Select } from "@mantine/core";
import { eventLabel } from "../../../lib/events/tell";
import { useFormats } from "../../../lib/formats";
import { plainText } from "../../../lib/text";
import { useFault } from "../faults";
import type { Selector } from "../model/question";
import { useVocabulary } from "../vocabulary";
import classes from "./builder.module.css";

const ANY = "*";

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
  const several = value.events?.join(", ");
  const chosen = value.any_event ? ANY : (several ?? value.event ?? "");
  // An event that a link names, and the project does not have, still is what the question says.
  const known = chosen === "" || chosen === ANY || names.includes(chosen) ? names : [...names, chosen];
  const options = known.map((name) => ({ value: name, label: eventLabel(name, i18n) }));
  function choose(name: string | null) {
    const { where } = value;
    const kept = where ? { where } : {};
    onChange(name === ANY ? { any_event: true, ...kept } : { event: name ?? "", ...kept });
  }
  return (
    <Select
      className={classes.grow}
      size="xs"
      aria-label={label}
      placeholder={t`Choose an event`}
      data={any ? [{ value: ANY, label: t`Any event` }, ...options] : options}
      value={chosen || null}
      onChange={choose}
      searchable
      allowDeselect={false}
      maxDropdownHeight={280}
      nothingFoundMessage={t`No event of this name`}
      filter={({ options: all, search }) => all.filter((option) => matches(option as ComboboxItem, search))}
      renderOption={({ option }) => (
        <span className={classes.option}>
          <span>{option.label}</span>
          <small>{counts.has(option.value) ? formats.number(counts.get(option.value) ?? 0) : ""}</small>
          {option.label === option.value || option.value === ANY ? null : <small>{option.value}</small>}
        </span>
      )}
      comboboxProps={{ width: 300, position: "bottom-start" }}
      error={fault}
    />
  );
}

function matches({ label, value }: ComboboxItem, search: string): boolean {
  const wanted = plainText(search);
  return plainText(label).includes(wanted) || plainText(value).includes(wanted);
}
