import { useLingui } from "@lingui/react/macro";
import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useFault } from "../faults";
import { readNumber } from "../model/numbers";
import classes from "./builder.module.css";

const COUNT_MAX = 99_999;

interface DurationFieldProps {
  label: string;
  field: string;
  value: string;
  onChange(value: string): void;
}

/** A length of time such as `7d`: a number and its unit. */
export function DurationField({ label, field, value, onChange }: DurationFieldProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState<string | undefined>();
  const unit = value.at(-1) ?? "d";
  const count = value.slice(0, -1);
  const fault = useFault(field);
  function type(text: string) {
    setTyped(text);
    const number = readNumber(text);
    if (number && Number.isInteger(number) && number > 0 && number <= COUNT_MAX) {
      onChange(`${number}${unit}`);
    }
  }
  return (
    <div className={classes.row}>
      <TextInput
        className={classes.half}
        size="xs"
        aria-label={label}
        inputMode="numeric"
        value={typed ?? count}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={() => setTyped(undefined)}
        maxLength={5}
        error={fault}
      />
      <NativeSelect
        className={classes.half}
        size="xs"
        aria-label={t`Unit of ${label}`}
        value={unit}
        onChange={(event) => onChange(`${count}${event.currentTarget.value}`)}
        data={[
          { value: "m", label: t`minutes` },
          { value: "h", label: t`hours` },
          { value: "d", label: t`days` },
          { value: "w", label: t`weeks` },
        ]}
      />
    </div>
  );
}
