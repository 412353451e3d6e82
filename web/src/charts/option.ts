import type { BarSeriesOption, LineSeriesOption } from "echarts/charts";
import type { GridComponentOption, TooltipComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import { type ChartModel, type ChartSeries, SHAPES } from "./model";
import { tip } from "./tip";

type Option = ComposeOption<BarSeriesOption | LineSeriesOption | GridComponentOption | TooltipComponentOption>;

/** The colours of a chart by their role, as the present scheme has them. */
export interface Colours {
  series: string[];
  text: string;
  line: string;
  page: string;
}

const DOTS_MAX = 62;
const BAND_OPACITY = 0.14;

/** Reads the colours of the scheme in which `element` is shown. */
export function readColours(element: HTMLElement): Colours {
  const style = getComputedStyle(element);
  const role = (name: string) => style.getPropertyValue(name).trim();
  return {
    series: SHAPES.map((_, index) => role(`--series-${index + 1}`)),
    text: role("--mantine-color-dimmed"),
    line: role("--line"),
    page: role("--surface-page"),
  };
}

/** Says how the library draws a chart. */
export function chartOption(model: ChartModel, colours: Colours): Option {
  const right = model.series.some(({ axis }) => axis === 1);
  return {
    animationDuration: 250,
    animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    grid: {
      left: 8,
      right: right ? 8 : 16,
      top: 14,
      bottom: 10,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    tooltip: {
      trigger: "axis",
      renderMode: "html",
      confine: true,
      transitionDuration: 0,
      backgroundColor: "transparent",
      borderWidth: 0,
      padding: 0,
      extraCssText: "box-shadow: none",
      axisPointer: { type: model.kind === "bars" ? "shadow" : "line", lineStyle: { color: colours.text } },
      formatter: (under) => tip(model, indexOf(under), colours),
    },
    xAxis: {
      type: "category",
      data: model.labels,
      boundaryGap: model.kind === "bars",
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: { color: colours.text, fontSize: 12, hideOverlap: true },
    },
    yAxis: [valueAxis(model, 0, colours), ...(right ? [valueAxis(model, 1, colours)] : [])],
    series: model.series.flatMap((series, index): (BarSeriesOption | LineSeriesOption)[] =>
      model.kind === "bars" ? [bars(series, index, model, colours)] : lines(series, index, model, colours),
    ),
  };
}

function indexOf(under: unknown): number {
  const first = Array.isArray(under) ? under[0] : under;
  return (first as { dataIndex?: number } | undefined)?.dataIndex ?? 0;
}

function valueAxis(model: ChartModel, axis: 0 | 1, colours: Colours) {
  return {
    type: "value" as const,
    scale: model.free ?? false,
    splitNumber: 4,
    splitLine: { show: axis === 0, lineStyle: { color: colours.line } },
    axisLabel: { color: colours.text, fontSize: 12, formatter: (value: number) => model.write[axis](value) },
  };
}

function bars(series: ChartSeries, index: number, model: ChartModel, colours: Colours): BarSeriesOption {
  const colour = colours.series[index % colours.series.length] ?? colours.text;
  return {
    type: "bar",
    name: series.name,
    yAxisIndex: series.axis,
    barMaxWidth: 44,
    barCategoryGap: "22%",
    itemStyle: { color: colour, borderRadius: [3, 3, 0, 0] },
    emphasis: { disabled: true },
    data: series.values.map((value, at) => ({
      value,
      ...(model.partial[at]
        ? { itemStyle: { color: "transparent", borderColor: colour, borderType: "dashed" as const, borderWidth: 1.5 } }
        : {}),
    })),
  };
}

/** A curve: whole where time is finished, dashed where it is not, and the band of its interval behind it. */
function lines(series: ChartSeries, index: number, model: ChartModel, colours: Colours): LineSeriesOption[] {
  const colour = (series.before ? colours.text : colours.series[index % colours.series.length]) ?? colours.text;
  const { length } = series.values;
  const unfinished = (at: number) => model.partial[at] ?? false;
  const solid = series.values.map((value, at) => (unfinished(at) ? null : value));
  const dashed = series.values.map((value, at) =>
    unfinished(at) || (at > 0 && unfinished(at - 1)) || (at + 1 < length && unfinished(at + 1)) ? value : null,
  );
  const common = {
    type: "line" as const,
    yAxisIndex: series.axis,
    color: colour,
    symbol: SHAPES[index % SHAPES.length] ?? "circle",
    symbolSize: series.before ? 0 : length > DOTS_MAX ? 3 : 6,
    showSymbol: !series.before,
    emphasis: { disabled: true },
  };
  const dots = (values: (number | null)[]) =>
    values.map((value, at) =>
      series.small?.[at]
        ? { value, itemStyle: { color: colours.page, borderColor: colour, borderWidth: 1.5 } }
        : { value },
    );
  const style = { width: series.before ? 1.5 : 2, opacity: series.before ? 0.7 : 1 };
  return [
    ...band(series, index, colour),
    {
      ...common,
      name: series.name,
      data: dots(solid),
      lineStyle: { ...style, type: series.before ? "dotted" : "solid" },
      z: 3,
    },
    { ...common, name: series.name, data: dots(dashed), lineStyle: { ...style, type: "dashed" }, z: 2 },
  ];
}

function band(series: ChartSeries, index: number, colour: string): LineSeriesOption[] {
  const { low, high } = series;
  if (!low || !high) {
    return [];
  }
  const common = {
    type: "line" as const,
    yAxisIndex: series.axis,
    stack: `interval ${index}`,
    stackStrategy: "all" as const,
    symbol: "none",
    lineStyle: { opacity: 0 },
    silent: true,
    emphasis: { disabled: true },
    z: 1,
  };
  const heights = high.map((end, at) => {
    const start = low[at];
    return end === null || start === null || start === undefined ? null : end - start;
  });
  return [
    { ...common, data: low },
    { ...common, data: heights, areaStyle: { color: colour, opacity: BAND_OPACITY } },
  ];
}
