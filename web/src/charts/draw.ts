import { type ECharts, init } from "./echarts";
import type { ChartModel } from "./model";
import { chartOption, readColours } from "./option";

/** A chart on the page. */
export interface Drawing {
  update(model: ChartModel): void;
  resize(): void;
  dispose(): void;
}

/** A value of a chart: which series, and which of its values. */
export type Pick = (series: number, index: number) => void;

/** Draws a chart into an element; `onPick` is told which value was clicked. */
export function draw(element: HTMLElement, model: ChartModel, onPick: Pick): Drawing {
  const chart = init(element, null, { renderer: "svg" });
  let shown = model;
  const update = (next: ChartModel) => {
    shown = next;
    chart.setOption(chartOption(next, readColours(element)), { notMerge: true });
  };
  update(model);
  // A click counts for the nearest value: nobody has to hit a dot.
  chart.getZr().on("click", ({ offsetX, offsetY }) => {
    const found = nearest(chart, shown, [offsetX, offsetY]);
    if (found) {
      onPick(found.series, found.index);
    }
  });
  chart.getZr().setCursorStyle("pointer");
  return { update, resize: () => chart.resize(), dispose: () => chart.dispose() };
}

function nearest(chart: ECharts, model: ChartModel, point: [number, number]) {
  if (!chart.containPixel({ gridIndex: 0 }, point)) {
    return undefined;
  }
  const [x] = chart.convertFromPixel({ xAxisIndex: 0, yAxisIndex: 0 }, point) as [number, number];
  const index = Math.round(x);
  const distances = model.series.flatMap((series, at) => {
    const value = series.values[index];
    if (value === null || value === undefined || series.before) {
      return [];
    }
    const [, y] = chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: series.axis }, [index, value]) as [number, number];
    return [{ series: at, index, distance: Math.abs(y - point[1]) }];
  });
  return distances.sort((a, b) => a.distance - b.distance)[0];
}
