import { msg } from "@lingui/core/macro";
import type { TodayFigure, TodayValue } from "../../api/today";
import { numberOf, writeValue } from "./amounts";
import { periodName } from "./periods";
import type { Teller } from "./teller";

/** Says what a line of the history shows to those who do not see it: its ends, its lowest and its highest value. */
export function historyWords({ history, unit }: TodayFigure, teller: Teller): string {
  const known = history.flatMap((point) => {
    const number = numberOf(point.value);
    return number === null ? [] : [{ point, number }];
  });
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) {
    return teller.i18n._(msg`No value is known.`);
  }
  const lowest = known.reduce((least, each) => (each.number < least.number ? each : least));
  const highest = known.reduce((most, each) => (each.number > most.number ? each : most));
  const write = ({ point }: { point: TodayValue }) => writeValue(point.value ?? 0, unit, teller);
  const name = ({ point }: { point: TodayValue }) => periodName(point.from, point.until, teller);
  const [start, end, low, high] = [write(first), write(last), write(lowest), write(highest)];
  const [start_name, end_name] = [name(first), name(last)];
  return teller.i18n._(msg`${start} ${start_name}; ${end} ${end_name}; lowest ${low}, highest ${high}.`);
}
