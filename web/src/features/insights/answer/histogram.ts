import { msg } from "@lingui/core/macro";
import type { Bin, HistogramAnswer } from "../../../api/answers";
import type { HistogramQuestion } from "../model/question";
import type { Told, Who } from "./sheet";
import { selectorName, type Teller } from "./teller";
import { chartWords } from "./words";

/** Tells how values are spread. */
export function tellHistogram(answer: HistogramAnswer, question: HistogramQuestion, teller: Teller): Told {
  const { i18n, formats } = teller;
  const { bins } = answer;
  const name = selectorName(question.select, teller);
  const edge = (value: number) => formats.decimal(value, 2);
  const title = ({ from, to }: Bin) => `${edge(from)} – ${edge(to)}`;
  const whoOf = (bin: Bin): Who | undefined => {
    const { property } = question;
    const [from, to] = [edge(bin.from), edge(bin.to)];
    const label = i18n._(msg`${property} from ${from} to ${to}`);
    return bin.drill && bin.people > 0
      ? { id: `${bin.from}`, label, n_people: bin.people, request: { drill: bin.drill } }
      : undefined;
  };
  return {
    finding: finding(bins, question, teller),
    notes: [],
    empty: bins.every(({ events }) => events === 0),
    sheet: {
      columns: [
        { name: i18n._(msg`From`), kind: "number" },
        { name: i18n._(msg`To`), kind: "number" },
        { name, kind: "count" },
        { name: i18n._(msg`People`), kind: "count" },
      ],
      rows: bins.map((bin) => ({
        id: `${bin.from}`,
        cells: [{ value: bin.from }, { value: bin.to }, { value: bin.events }, { value: bin.people, who: whoOf(bin) }],
      })),
    },
    chart: {
      kind: "bars",
      labels: bins.map(({ from }) => formats.decimal(from, Math.abs(from) < 10 ? 1 : 0)),
      titles: bins.map(title),
      partial: bins.map(() => false),
      series: [{ name, values: bins.map(({ events }) => events), axis: 0 }],
      write: [formats.number, formats.number],
      words: chartWords(teller),
    },
    behind: (_, index) => {
      const bin = bins[index];
      return bin && whoOf(bin);
    },
  };
}

function finding(bins: readonly Bin[], question: HistogramQuestion, teller: Teller): string {
  const { i18n, formats } = teller;
  const total = bins.reduce((sum, { events }) => sum + events, 0);
  const fullest = bins.toSorted((a, b) => b.events - a.events)[0];
  if (!fullest || total === 0) {
    return i18n._(msg`No event of the period has a number there.`);
  }
  const { property } = question;
  const [from, to] = [formats.decimal(fullest.from, 2), formats.decimal(fullest.to, 2)];
  const [share, all] = [formats.percent(fullest.events / total), formats.number(total)];
  return i18n._(msg`${share} of ${all} values of “${property}” lie between ${from} and ${to}.`);
}
