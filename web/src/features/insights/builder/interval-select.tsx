import { useLingui } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import type { ReactNode } from "react";
import { useFormats } from "../../../lib/formats";
import { intervalName } from "../answer/teller";
import { CALENDAR_STEPS, type CalendarStep, type Interval } from "../model/question";
import classes from "./builder.module.css";

/** So many local days at a time: in each of them the same weekdays come again. */
const EVERY: readonly Interval[] = ["7d", "28d", "91d", "364d"].map((every) => ({ every, from: "day" }));

interface IntervalSelectProps {
  label: string;
  value: Interval | undefined;
  onChange(value: Interval | undefined): void;
  fault: ReactNode;
  /** The steps of the calendar that make sense here. */
  steps?: readonly CalendarStep[];
  /** The word for no cut, where there may be none. */
  none?: string;
}

/** How time is cut: by the calendar, or into equal lengths from the start of the period. */
export function IntervalSelect({ label, value, onChange, fault, steps = CALENDAR_STEPS, none }: IntervalSelectProps) {
  const { i18n, t } = useLingui();
  const formats = useFormats();
  const known = [...steps, ...EVERY];
  const key = value === undefined ? "" : keyOf(value);
  const other = value === undefined || known.some((each) => keyOf(each) === key) ? [] : [value];
  const weeks: Record<string, string> = {
    "7d": t`7 days, from the first day`,
    "28d": t`4 weeks, from the first day`,
    "91d": t`13 weeks, from the first day`,
    "364d": t`52 weeks, from the first day`,
  };
  function nameOf(interval: Interval): string {
    const name = intervalName(interval, { i18n, formats });
    if (typeof interval === "string") {
      return name;
    }
    return interval.from === "day"
      ? (weeks[interval.every] ?? t`${name}, from the first day`)
      : t`${name}, to the hour`;
  }
  const all = [...known, ...other];
  return (
    <NativeSelect
      className={classes.half}
      size="xs"
      aria-label={label}
      value={key}
      onChange={({ currentTarget }) => onChange(all.find((each) => keyOf(each) === currentTarget.value))}
      data={[
        ...(none === undefined ? [] : [{ value: "", label: none }]),
        ...all.map((each) => ({ value: keyOf(each), label: nameOf(each) })),
      ]}
      error={fault}
    />
  );
}

function keyOf(interval: Interval): string {
  return typeof interval === "string" ? interval : `${interval.every} ${interval.from ?? "range"}`;
}
