import classes from "./chart.module.css";
import type { ChartModel } from "./model";
import type { Colours } from "./option";

/** Makes what is shown where the pointer rests. Names are data: they are set as text, never as markup. */
export function tip(model: ChartModel, index: number, colours: Colours): HTMLElement {
  const box = element("div", classes.tip ?? "");
  const title = element("p", classes.tipTitle ?? "", model.titles[index] ?? "");
  box.append(title);
  if (model.partial[index]) {
    box.append(element("p", classes.tipNote ?? "", model.words.partial));
  }
  for (const [at, series] of model.series.entries()) {
    const value = series.values[index];
    if (value === null || value === undefined) {
      continue;
    }
    const write = model.write[series.axis];
    const [low, high] = [series.low?.[index], series.high?.[index]];
    const isRange = typeof low === "number" && typeof high === "number";
    const row = element("p", classes.tipRow ?? "");
    const mark = element("i", classes.tipMark ?? "");
    mark.style.background = series.before ? colours.text : (colours.series[at % colours.series.length] ?? "");
    row.append(mark, element("span", "", series.name), element("b", "", write(value)));
    if (isRange) {
      row.append(element("small", "", `${write(low)} – ${write(high)}`));
    }
    if (series.small?.[index]) {
      row.append(element("small", "", model.words.small));
    }
    box.append(row);
  }
  return box;
}

function element(tag: string, className: string, text?: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}
