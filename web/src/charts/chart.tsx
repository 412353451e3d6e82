import { useLingui } from "@lingui/react/macro";
import { Loader, useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import classes from "./chart.module.css";
import type { Drawing, Pick } from "./draw";
import { type ChartModel, SHAPES } from "./model";

interface ChartProps {
  model: ChartModel;
  /** What it finds, for those who do not see it; the same numbers are in a table beside. */
  label: string;
  onPick?: Pick;
}

/** A chart with its legend. The library that draws it is fetched with the first one. */
export function Chart({ model, label, onPick }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const { t } = useLingui();
  const state = useDrawing(place, model, onPick);
  const legend = model.series.length > 1;
  return (
    <div className={classes.chart}>
      {legend ? <Legend model={model} /> : null}
      <div className={classes.place} role="img" aria-label={label} data-kind={model.kind}>
        <div ref={place} className={classes.drawing} />
        {state === "drawn" ? null : (
          <div className={classes.waiting}>
            {state === "failed" ? (
              t`The chart could not be loaded. The table shows the same numbers.`
            ) : (
              <Loader size="sm" color="gray" />
            )}
          </div>
        )}
      </div>
    </div>
  );
}

function Legend({ model }: { model: ChartModel }) {
  return (
    <ul className={classes.legend}>
      {model.series.map((series, index) => (
        <li key={`${series.name} ${series.before ?? ""}`} data-before={series.before || undefined}>
          <svg
            width="18"
            height="10"
            viewBox="0 0 18 10"
            aria-hidden="true"
            style={{ color: `var(--series-${(index % SHAPES.length) + 1})` }}
          >
            {model.kind === "lines" ? (
              <path
                d="M0 5h18"
                stroke="currentColor"
                strokeWidth="2"
                strokeDasharray={series.before ? "2 2" : undefined}
              />
            ) : null}
            {series.before ? null : <Mark shape={model.kind === "bars" ? "rect" : SHAPES[index % SHAPES.length]} />}
          </svg>
          <bdi>{series.name}</bdi>
        </li>
      ))}
    </ul>
  );
}

function Mark({ shape }: { shape: (typeof SHAPES)[number] | undefined }) {
  switch (shape) {
    case "rect":
      return <path d="M5 1h8v8H5z" fill="currentColor" />;
    case "triangle":
      return <path d="M9 0l5 9H4z" fill="currentColor" />;
    case "diamond":
      return <path d="M9 0l4 5-4 5-4-5z" fill="currentColor" />;
    default:
      return <circle cx="9" cy="5" r="4" fill="currentColor" />;
  }
}

/** Keeps the drawing as the model, the scheme and the size of its place want it. Returns what became of it. */
function useDrawing(place: React.RefObject<HTMLDivElement | null>, model: ChartModel, onPick: Pick | undefined) {
  const [state, setState] = useState<"loading" | "drawn" | "failed">("loading");
  const drawing = useRef<Drawing | undefined>(undefined);
  const scheme = useComputedColorScheme("light");
  const latest = useRef({ model, onPick });
  latest.current = { model, onPick };
  useEffect(() => {
    const element = place.current;
    if (!element) {
      return;
    }
    let gone = false;
    const observer = new ResizeObserver(() => drawing.current?.resize());
    import("./draw").then(
      ({ draw }) => {
        if (!gone) {
          drawing.current = draw(element, latest.current.model, (series, index) =>
            latest.current.onPick?.(series, index),
          );
          observer.observe(element);
          setState("drawn");
        }
      },
      () => setState("failed"),
    );
    return () => {
      gone = true;
      observer.disconnect();
      drawing.current?.dispose();
      drawing.current = undefined;
    };
  }, [place]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read anew from the page when the scheme changes
  useEffect(() => drawing.current?.update(model), [model, scheme]);
  return state;
}
