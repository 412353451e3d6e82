import type { TodayBoard, TodayFigure } from "../../api/today";
import { FigureCard } from "./figure-card";
import classes from "./figure-grid.module.css";

/** The reasons for which a figure has no card: it is named below them all. */
const NAMED_BELOW: readonly unknown[] = ["no_events", "not_enough_history"] satisfies TodayFigure["absent"][];

/** The figures side by side; those that cannot be told yet are named below. */
export function FigureGrid({ today: { figures, period } }: { today: TodayBoard }) {
  return (
    <ul className={classes.grid}>
      {figures
        .filter(({ absent }) => !NAMED_BELOW.includes(absent))
        .map((figure) => (
          <FigureCard key={figure.name} figure={figure} days={period.days} />
        ))}
    </ul>
  );
}
