import { useLingui } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";
import { lazy, Suspense } from "react";

const TagsInput = lazy(() => import("../../ui/tags-input"));
const EVENTS_MAX = 20;

interface EventsFieldProps {
  label: string;
  /** The names of events that the project has, to choose from; others may be written too. */
  known: string[];
  value: string[];
  onChange(value: string[]): void;
}

/** Asks for names of events. */
export function EventsField({ label, known, value, onChange }: EventsFieldProps) {
  const { t } = useLingui();
  return (
    <Suspense fallback={<TextInput label={label} disabled />}>
      <TagsInput
        label={label}
        data={known}
        value={value}
        onChange={onChange}
        maxTags={EVENTS_MAX}
        placeholder={value.length === 0 ? t`For example: Order Completed` : ""}
        clearButtonProps={{ "aria-label": t`Clear` }}
        splitChars={[]}
      />
    </Suspense>
  );
}
