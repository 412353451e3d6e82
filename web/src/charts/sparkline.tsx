import { useId } from "react";
import classes from "./sparkline.module.css";
import { type SparkPoint, sparkPaths } from "./sparkline-path";

const BOX = { width: 240, height: 44, inset: 4 };

interface SparklineProps {
  points: readonly SparkPoint[];
  target?: number | undefined;
  /** What it shows, for screen readers. */
  title: string;
  /** Its first, lowest, highest and last value in words. */
  description: string;
}

/** A small line without scales; the exact values are in a table elsewhere. */
export function Sparkline({ points, target, title, description }: SparklineProps) {
  const id = useId();
  const { line, band, last, target_y } = sparkPaths(points, target, BOX);
  return (
    <svg
      className={classes.sparkline}
      viewBox={`0 0 ${BOX.width} ${BOX.height}`}
      preserveAspectRatio="none"
      role="img"
      aria-labelledby={`${id}title ${id}words`}
    >
      <title id={`${id}title`}>{title}</title>
      <desc id={`${id}words`}>{description}</desc>
      {band ? <path className={classes.band} d={band} /> : null}
      {target_y === undefined ? null : (
        <line className={classes.target} x1={0} x2={BOX.width} y1={target_y} y2={target_y} />
      )}
      <path className={classes.line} d={line} />
      {/* A line of no length with round ends stays a round dot however the drawing is stretched. */}
      {last ? <path className={classes.last} d={`M${last.x} ${last.y}h0`} /> : null}
    </svg>
  );
}
