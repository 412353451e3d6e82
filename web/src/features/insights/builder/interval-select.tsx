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
  const all = [...known, ...other];
  const itemsFrom = (start: "calendar" | "day" | "range") =>
    all
      .filter((each) => (typeof each === "string" ? "calendar" : (each.from ?? "range")) === start)
      .map((each) => ({ value: keyOf(each), label: intervalName(each, { i18n, formats }) }));
  const toTheHour = itemsFrom("range");
  return (
    <NativeSelect
      className={classes.half}
      size="xs"
      aria-label={label}
      value={key}
      onChange={({ currentTarget }) => onChange(all.find((each) => keyOf(each) === currentTarget.value))}
      data={[
        ...(none === undefined ? [] : [{ value: "", label: none }]),
        { group: t`By the calendar`, items: itemsFrom("calendar") },
        { group: t`From the first day of the period`, items: itemsFrom("day") },
        ...(toTheHour.length > 0 ? [{ group: t`From the start of the period, to the hour`, items: toTheHour }] : []),
      ]}
      error={fault}
    />
  );
}

function keyOf(interval: Interval): string {
  return typeof interval === "string" ? interval : `${interval.every} ${interval.from ?? "range"}`;
}
