import type { ReactNode } from "react";
import classes from "./progress-bar.module.css";

interface ProgressBarProps {
  /** What it is the progress of, for screen readers. */
  label: string;
  /** Between 0 and 1; absent while it cannot be told. */
  ratio: number | undefined;
  /** The same in words, below the bar. */
  children?: ReactNode;
}

/** How far something is, as a bar and in words. */
export function ProgressBar({ label, ratio, children }: ProgressBarProps) {
  return (
    <div className={classes.progress}>
      <progress aria-label={label} max={1} value={ratio} />
      {children ? <div className={classes.words}>{children}</div> : null}
    </div>
  );
}
