import { useLingui } from "@lingui/react/macro";
import { Skeleton } from "@mantine/core";
import classes from "./list-skeleton.module.css";

const LINES = Array.from({ length: 10 }, (_, index) => index);

/** Stands for the lines of a list while they are fetched. */
export function ListSkeleton() {
  const { t } = useLingui();
  return (
    <div role="status" aria-label={t`Loading`} className={classes.lines}>
      {LINES.map((line) => (
        <Skeleton key={line} height={14} width={`${92 - ((line * 17) % 40)}%`} radius={4} />
      ))}
    </div>
  );
}
