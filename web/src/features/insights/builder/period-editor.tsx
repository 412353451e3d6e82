import { Trans, useLingui } from "@lingui/react/macro";
import { NativeSelect, TextInput } from "@mantine/core";
import { useFault } from "../faults";
import { dayAfter, dayBefore } from "../model/days";
import { CALENDAR_STEPS, type CalendarStep, type Interval, type Range } from "../model/question";
import classes from "./builder.module.css";
import { IntervalSelect } from "./interval-select";
import { Section } from "./parts";

const LASTS = ["7d", "30d", "90d", "365d"] as const;

interface PeriodEditorProps {
  range: Range | undefined;
  onRange(range: Range | undefined): void;
  interval?: Interval | undefined;
  onInterval?: (interval: Interval) => void;
  /** The period of the present answer, from which a period of one's own starts. */
  shown: { from: string; to: string } | undefined;
  /** The steps of the calendar that this kind can make. */
  steps?: readonly CalendarStep[];
}

/** Which time is looked at, and how it is cut. */
export function PeriodEditor({
  range,
  onRange,
  interval,
  onInterval,
  shown,
  steps = CALENDAR_STEPS,
}: PeriodEditorProps) {
  const { t } = useLingui();
  const intervalFault = useFault("interval");
  const rangeFault = useFault("range", "range.last");
  const choice = choiceOf(range);
  const names: Record<string, string> = {
    "7d": t`Last 7 days`,
    "30d": t`Last 30 days`,
    "90d": t`Last 90 days`,
    "365d": t`Last 12 months`,
    whole: t`Whole history`,
    own: t`From … to …`,
    ...(range && "from" in range ? { [EXACT]: `${range.from} – ${range.to}` } : {}),
  };
  const known = [...LASTS, "whole", "own"];
  const offered = known.includes(choice) ? known : [choice, ...known];
  function choose(next: string) {
    if (next === EXACT) {
      return;
    }
    if (next === "own") {
      const today = new Date().toISOString();
      onRange({ from: (shown?.from ?? today).slice(0, 10), to: dayAfter((shown?.to ?? today).slice(0, 10)) });
    } else {
      onRange(next === "whole" ? undefined : { last: next });
    }
  }
  return (
    <Section title={<Trans>Period</Trans>}>
      <div className={classes.row}>
        <NativeSelect
          className={classes.half}
          size="xs"
          aria-label={t`Period`}
          value={choice}
          onChange={(event) => choose(event.currentTarget.value)}
          data={offered.map((value) => ({ value, label: names[value] ?? value }))}
          error={rangeFault}
        />
        {interval && onInterval ? (
          <IntervalSelect
            label={t`Cut by`}
            value={interval}
            onChange={(next) => next && onInterval(next)}
            steps={steps}
            fault={intervalFault}
          />
        ) : null}
      </div>
      {range && "from" in range && choice === "own" ? <OwnPeriod range={range} onRange={onRange} /> : null}
    </Section>
  );
}

/** The entry for a period between two instants, which is kept and not changed here. */
const EXACT = "exact";
const DAY_LENGTH = "2026-11-22".length;

function choiceOf(range: Range | undefined): string {
  if (range === undefined) {
    return "whole";
  }
  if ("last" in range) {
    return range.last;
  }
  return range.from.length === DAY_LENGTH && range.to.length === DAY_LENGTH ? "own" : EXACT;
}

/** Two days, both of them included on screen; the server excludes the second. */
function OwnPeriod({ range, onRange }: { range: { from: string; to: string }; onRange(range: Range): void }) {
  const { t } = useLingui();
  return (
    <div className={classes.row}>
      <TextInput
        className={classes.half}
        size="xs"
        type="date"
        aria-label={t`First day`}
        value={range.from}
        onChange={({ currentTarget: { value } }) => value && onRange({ ...range, from: value })}
        error={useFault("range.from")}
      />
      <TextInput
        className={classes.half}
        size="xs"
        type="date"
        aria-label={t`Last day`}
        value={dayBefore(range.to)}
        onChange={({ currentTarget: { value } }) => value && onRange({ ...range, to: dayAfter(value) })}
        error={useFault("range.to")}
      />
    </div>
  );
}
