import { useLingui } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import { JOINS, type Join } from "../model/conditions";
import classes from "./builder.module.css";

interface JoinChoiceProps {
  value: Join;
  onChange(value: Join): void;
}

/** What conditions together must do: all hold, one hold, none hold. */
export function JoinChoice({ value, onChange }: JoinChoiceProps) {
  const { t } = useLingui();
  const names: Record<Join, string> = {
    all: t`All of these conditions`,
    any: t`At least one of these conditions`,
    none: t`None of these conditions`,
    not_all: t`Not all of these conditions`,
  };
  // That not all hold is rarely meant: it is offered only where a question says it.
  const offered = JOINS.filter((join) => join !== "not_all" || value === join);
  return (
    <NativeSelect
      className={classes.grow}
      size="xs"
      aria-label={t`How conditions are joined`}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value as Join)}
      data={offered.map((join) => ({ value: join, label: names[join] }))}
    />
  );
}
