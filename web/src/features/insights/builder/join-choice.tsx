import { useLingui } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";

interface JoinChoiceProps {
  value: "all" | "any";
  onChange(value: "all" | "any"): void;
}

/** Whether all conditions must hold, or one is enough. */
export function JoinChoice({ value, onChange }: JoinChoiceProps) {
  const { t } = useLingui();
  return (
    <NativeSelect
      size="xs"
      aria-label={t`How conditions are joined`}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value === "any" ? "any" : "all")}
      data={[
        { value: "all", label: t`All of these conditions` },
        { value: "any", label: t`At least one of these conditions` },
      ]}
    />
  );
}
