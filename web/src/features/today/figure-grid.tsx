import type { Today } from "../../api/today";
import { FigureCard } from "./figure-card";
import classes from "./figure-grid.module.css";

/** The figures side by side; those that nothing was ever received for are named at the end of the page. */
export function FigureGrid({ today: { figures, tax, period } }: { today: Today }) {
  return (
    <ul className={classes.grid}>
      {figures
        .filter(({ absent }) => absent !== "no_events")
        .map((figure) => (
          <FigureCard key={figure.name} figure={figure} tax={tax} days={period.days} />
        ))}
    </ul>
  );
}
