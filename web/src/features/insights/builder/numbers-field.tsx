import { TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useFormats } from "../../../lib/formats";
import { readNumber } from "../model/numbers";

const LENGTH_MAX = 400;

interface NumbersFieldProps {
  label: string;
  description: string;
  value: readonly number[];
  /** Whether the numbers typed make sense; until they do, those before stay. */
  accept(numbers: readonly number[]): boolean;
  onChange(numbers: number[]): void;
  fault: ReactNode;
}

/** Several numbers, with spaces between them. */
export function NumbersField({ label, description, value, accept, onChange, fault }: NumbersFieldProps) {
  const formats = useFormats();
  const [typed, setTyped] = useState<string | undefined>();
  const write = (number: number) =>
    new Intl.NumberFormat(formats.tag, { useGrouping: false, maximumFractionDigits: 20 }).format(number);
  function type(text: string) {
    setTyped(text);
    const numbers = text
      .split(/[\s;]+/)
      .filter((word) => word !== "")
      .map(readNumber);
    const known = numbers.filter((number) => number !== undefined);
    if (known.length === numbers.length && accept(known)) {
      onChange(known);
    }
  }
  return (
    <TextInput
      size="xs"
      label={label}
      description={description}
      value={typed ?? value.map(write).join(" ")}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={() => setTyped(undefined)}
      maxLength={LENGTH_MAX}
      error={fault}
    />
  );
}

/** Says whether each number is larger than the one before it. */
export function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? number));
}
