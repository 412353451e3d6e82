// One door to the chart library: only what is drawn is bundled, in one chunk that is fetched with the first chart.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer]);

export type { ComposeOption, ECharts } from "echarts/core";
export { init };
