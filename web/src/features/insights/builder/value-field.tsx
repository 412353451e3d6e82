import { useLingui } from "@lingui/react/macro";
import { Autocomplete, NativeSelect } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { Property } from "../../../api/insights";
import { useFormats } from "../../../lib/formats";
import { useFault } from "../faults";
import { readNumber } from "../model/numbers";
import type { Scalar, Test } from "../model/question";
import classes from "./builder.module.css";

// Fetched when several values are first wanted.
const TagsInput = lazy(() => import("../../../ui/tags-input"));

const VALUES_MAX = 100;

interface ValueFieldProps {
  field: string;
  test: Test;
  property: Property | undefined;
  onChange(test: Test): void;
}

/** The value, or the values, with which something is compared. */
export function ValueField({ field, test, property, onChange }: ValueFieldProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const fault = useFault(field);
  const { op, value } = test;
  if (op === "set" || op === "not_set") {
    return null;
  }
  if (op === "in" || op === "not_in") {
    const values = Array.isArray(value) ? value : [];
    return (
      <Suspense fallback={<span className={classes.half} />}>
        <TagsInput
          className={classes.half}
          size="xs"
          aria-label={t`Values`}
          data={property?.values ?? []}
          value={values.map(String)}
          onChange={(texts) => onChange({ op, value: texts.map((text) => scalarOf(text, property)) })}
          maxTags={VALUES_MAX}
          maxDropdownHeight={240}
          error={fault}
        />
      </Suspense>
    );
  }
  if (property?.type === "boolean") {
    return (
      <NativeSelect
        className={classes.half}
        size="xs"
        aria-label={t`Value`}
        value={String(value)}
        onChange={(event) => onChange({ op, value: event.currentTarget.value === "true" })}
        data={[
          { value: "true", label: t`yes` },
          { value: "false", label: t`no` },
        ]}
        error={fault}
      />
    );
  }
  const shown = typeof value === "number" ? plain(value, formats.tag) : String(value ?? "");
  return (
    <TypedValue
      key={property?.type}
      label={t`Value`}
      fault={fault}
      suggestions={property?.values ?? []}
      shown={shown}
      onChange={(text) => onChange({ ...test, value: scalarOf(text, property) })}
    />
  );
}

interface TypedValueProps {
  label: string;
  fault: React.ReactNode;
  suggestions: string[];
  shown: string;
  onChange(text: string): void;
}

/** Keeps what is being typed as it is: `12,` is not yet a number, and must not be taken away. */
function TypedValue({ label, fault, suggestions, shown, onChange }: TypedValueProps) {
  const [typed, setTyped] = useState<string | undefined>();
  return (
    <Autocomplete
      className={classes.half}
      size="xs"
      aria-label={label}
      placeholder={label}
      data={suggestions}
      value={typed ?? shown}
      onChange={(text) => {
        setTyped(text);
        onChange(text);
      }}
      onBlur={() => setTyped(undefined)}
      maxDropdownHeight={240}
      error={fault}
    />
  );
}

/** Reads a value in the form that the property has; a text is never taken for a number. */
function scalarOf(text: string, property: Property | undefined): Scalar {
  const number = property?.type === "text" ? undefined : readNumber(text);
  return property?.type === "number" || property?.type === "mixed" ? (number ?? text) : text;
}

function plain(value: number, tag: string): string {
  return new Intl.NumberFormat(tag, { useGrouping: false, maximumFractionDigits: 20 }).format(value);
}
