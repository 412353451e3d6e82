import { useLingui } from "@lingui/react/macro";
import { Skeleton } from "@mantine/core";
import grid from "./figure-grid.module.css";
import look from "./look-first.module.css";
import classes from "./today-page.module.css";

const FINDINGS = [0, 1, 2];
const CARDS = [0, 1, 2, 3, 4, 5, 6, 7];

/** Stands for the page while its figures are computed, as large as they will be. */
export function TodaySkeleton() {
  const { t } = useLingui();
  return (
    <div role="status" aria-label={t`Loading`} className={classes.content}>
      <div className={look.section}>
        <div className={look.headSpace} />
        <div className={look.findings}>
          {FINDINGS.map((place) => (
            <Skeleton key={place} className={look.place} radius={10} />
          ))}
        </div>
        <div className={look.howSpace} />
      </div>
      <div className={classes.section}>
        <div className={grid.grid}>
          {CARDS.map((place) => (
            <Skeleton key={place} height={214} radius={10} />
          ))}
        </div>
      </div>
    </div>
  );
}
