import { useLingui } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import { useFormats } from "../../../lib/formats";
import { spanName } from "../answer/teller";
import { useFault } from "../faults";
import { dayBefore } from "../model/days";
import type { Range } from "../model/question";
import classes from "./builder.module.css";

interface Timed {
  within?: string;
  range?: Range;
}

/** A period of its own, which is kept and not changed here. */
const OWN = "own";

interface WithinChoiceProps<Test extends Timed> {
  field: string;
  value: Test;
  onChange(value: Test): void;
}

/** The time before the end of the period in which something must have been done. */
export function WithinChoice<Test extends Timed>({ field, value, onChange }: WithinChoiceProps<Test>) {
  const { i18n, t } = useLingui();
  const formats = useFormats();
  const { within, range, ...rest } = value;
  const chosen = range ? OWN : (within ?? "");
  const span = (text: string) => {
    const time = spanName(text, { i18n, formats });
    return t`in ${time}`;
  };
  const names: Record<string, string> = {
    "": t`in all history`,
    range: t`in the period`,
    "7d": t`in 7 days`,
    "30d": t`in 30 days`,
    "90d": t`in 90 days`,
    "365d": t`in 12 months`,
    ...(range ? { [OWN]: "last" in range ? span(range.last) : `${range.from} – ${dayBefore(range.to)}` } : {}),
  };
  const offered = Object.hasOwn(names, chosen) ? Object.keys(names) : [chosen, ...Object.keys(names)];
  function choose(next: string) {
    if (next !== OWN) {
      onChange((next ? { ...rest, within: next } : rest) as Test);
    }
  }
  return (
    <NativeSelect
      className={classes.half}
      size="xs"
      aria-label={t`Within which time`}
      value={chosen}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      data={offered.map((each) => ({ value: each, label: names[each] ?? span(each) }))}
      error={useFault(`${field}.within`, `${field}.range`)}
    />
  );
}
