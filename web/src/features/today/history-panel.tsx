import { Trans, useLingui } from "@lingui/react/macro";
import { Drawer } from "@mantine/core";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Drawer.layer.css";
import type { TodayFigure, TodayValue } from "../../api/today";
import { writeEnd, writeValue } from "./amounts";
import { SMALL_BASE } from "./changes";
import { figureName, figureOf } from "./figures";
import classes from "./history-panel.module.css";
import { NumberLink } from "./number-link";
import { periodEnds } from "./periods";
import { useTeller } from "./teller";

interface HistoryPanelProps {
  figure: TodayFigure;
  onClose(): void;
}

/** All periods of a figure as a table, newest first; each number leads to the question that has them all. */
export default function HistoryPanel({ figure, onClose }: HistoryPanelProps) {
  const { t } = useLingui();
  const teller = useTeller();
  const name = figureName(figure.name, teller);
  const isSample = figure.history.some(({ n, low }) => n !== null || low !== null);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={isSample ? 560 : 420}
      title={name}
      closeButtonProps={{ "aria-label": t`Close` }}
      classNames={{ title: classes.title ?? "" }}
    >
      <p className={classes.quiet}>{figureOf(figure, teller)}</p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Period</Trans>
            </th>
            <th scope="col">{name}</th>
            {isSample ? (
              <>
                <th scope="col">
                  <Trans>Range</Trans>
                </th>
                <th scope="col">
                  <Trans>Base</Trans>
                </th>
              </>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {figure.history.toReversed().map((value) => (
            <PeriodRow key={value.from} value={value} figure={figure} isSample={isSample} />
          ))}
        </tbody>
      </table>
    </Drawer>
  );
}

interface PeriodRowProps {
  value: TodayValue;
  figure: TodayFigure;
  isSample: boolean;
}

function PeriodRow({ value: { from, until, value, low, high, n }, figure, isSample }: PeriodRowProps) {
  const teller = useTeller();
  const ends = periodEnds(from, until, teller);
  const write = (number: number | string) => writeValue(number, figure.unit, teller);
  return (
    <tr data-small={(n !== null && n < SMALL_BASE) || undefined}>
      <th scope="row">
        {ends.from} – {ends.until}
      </th>
      <td>
        {value === null ? (
          "–"
        ) : (
          <NumberLink question={figure.question} view="table">
            {write(value)}
          </NumberLink>
        )}
      </td>
      {isSample ? (
        <>
          <td>
            {low === null || high === null
              ? "–"
              : `${writeEnd(low, figure.unit, teller)} – ${writeEnd(high, figure.unit, teller)}`}
          </td>
          <td>{n === null ? "–" : teller.formats.number(n)}</td>
        </>
      ) : null}
    </tr>
  );
}
