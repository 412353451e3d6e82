import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { TodayFigure } from "../../api/today";
import { Sparkline } from "../../charts/sparkline";
import { useTaxWord } from "../../lib/tax";
import { IconTable, IconTarget } from "../../ui/icons";
import { numberOf, writeEnd, writeShort, writeValue } from "./amounts";
import { ChangeLine } from "./change-line";
import classes from "./figure-card.module.css";
import { baseWords, figureName, figureOf, lagWords } from "./figures";
import { historyWords } from "./history-words";
import { NumberLink } from "./number-link";
import { periodBefore, YEAR_AGO } from "./periods";
import { targetProgress } from "./targets";
import { useTeller } from "./teller";
import { useMaySetTarget } from "./use-targets";

const TargetDialog = lazy(() => import("./target-dialog"));
const route = getRouteApi("/member/");

interface FigureCardProps {
  figure: TodayFigure;
  days: number;
}

/** A figure: its value with its range, what it was before, its history, and its target. */
export function FigureCard({ figure, days }: FigureCardProps) {
  const teller = useTeller();
  const name = figureName(figure.name, teller);
  const of = figureOf(figure, teller);
  const lag = lagWords(figure, teller);
  const taxWord = useTaxWord();
  const taxed = figure.unit === "money" ? taxWord : undefined;
  const isKnown = numberOf(figure.value?.value) !== null;
  return (
    <li className={classes.card}>
      <div className={classes.head}>
        <h3>
          {name}
          {taxed ? <small> {taxed}</small> : null}
        </h3>
        <Tools figure={figure} name={name} />
      </div>
      {isKnown ? <Value figure={figure} of={of} /> : <TooFew of={of} />}
      <div className={classes.past}>
        {figure.history.length > 1 ? <History figure={figure} name={name} /> : null}
        {isKnown ? (
          <ul className={classes.changes}>
            <ChangeLine figure={figure} before={figure.previous} label={periodBefore(days, teller)} />
            <ChangeLine figure={figure} before={figure.year_ago} label={teller.i18n._(YEAR_AGO)} />
          </ul>
        ) : null}
        <Progress figure={figure} />
        {lag ? <p className={classes.quiet}>{lag}</p> : null}
      </div>
    </li>
  );
}

function Value({ figure, of }: { figure: TodayFigure; of: string | undefined }) {
  const teller = useTeller();
  const { name, unit, value, question, audience, is_small } = figure;
  if (value?.value === null || value?.value === undefined) {
    return null;
  }
  const whole = writeValue(value.value, unit, teller);
  const short = writeShort(value.value, unit, teller);
  const write = (number: number) => writeEnd(number, unit, teller);
  const [low, high] = [value.low, value.high];
  const base = value.n === null ? undefined : baseWords(name, value.n, teller);
  const [from, to] = [low === null ? undefined : write(low), high === null ? undefined : write(high)];
  return (
    <div>
      <p className={classes.value}>
        <NumberLink question={question} title={short === whole ? undefined : whole}>
          {short}
        </NumberLink>
        {of ? <span className={classes.quiet}>{of}</span> : null}
      </p>
      <p className={classes.range}>
        {from !== undefined && to !== undefined ? (
          base ? (
            <Trans>
              between {from} and {to}; {base}
            </Trans>
          ) : (
            <Trans>
              between {from} and {to}
            </Trans>
          )
        ) : (
          base
        )}
        {audience ? (
          <NumberLink question={audience}>
            <Trans>See the customers</Trans>
          </NumberLink>
        ) : null}
      </p>
      {is_small ? (
        <p className={classes.small}>
          <Trans>Small sample: read with care.</Trans>
        </p>
      ) : null}
    </div>
  );
}

/** Too few answered for a value: it is not shown, so that nobody reads anything into it. */
function TooFew({ of }: { of: string | undefined }) {
  return (
    <div>
      <p className={classes.value}>
        <span className={classes.none}>–</span>
        {of ? <span className={classes.quiet}>{of}</span> : null}
      </p>
      <p className={classes.range}>
        <Trans>Fewer than 5 answers: not shown</Trans>
      </p>
    </div>
  );
}

function History({ figure, name }: { figure: TodayFigure; name: string }) {
  const { t } = useLingui();
  const teller = useTeller();
  const points = figure.history.map(({ value, low, high }) => ({ value: numberOf(value), low, high }));
  return (
    <Sparkline
      points={points}
      target={figure.target?.value}
      title={t`History: ${name}`}
      description={historyWords(figure, teller)}
    />
  );
}

function Progress({ figure }: { figure: TodayFigure }) {
  const teller = useTeller();
  const progress = targetProgress(figure, teller);
  return progress ? (
    <p className={classes.target} data-reached={progress.reached || undefined}>
      <IconTarget size={14} aria-hidden />
      {progress.words}
    </p>
  ) : null;
}

/** The table of all periods, and the target for those who may set it. */
function Tools({ figure, name }: { figure: TodayFigure; name: string }) {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const mayTarget = useMaySetTarget();
  const [targeting, setTargeting] = useState(false);
  function openHistory() {
    const history = figure.name;
    void navigate({ search: (search) => ({ ...search, history }), replace: true, resetScroll: false });
  }
  return (
    <div className={classes.tools}>
      {figure.history.length > 0 ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          onClick={openHistory}
          title={t`Show as table`}
          aria-label={t`${name}: show as table`}
        >
          <IconTable size={16} />
        </ActionIcon>
      ) : null}
      {mayTarget ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          onClick={() => setTargeting(true)}
          title={t`Target`}
          aria-label={t`${name}: target`}
        >
          <IconTarget size={16} />
        </ActionIcon>
      ) : null}
      {targeting ? (
        <Suspense fallback={null}>
          <TargetDialog figure={figure} name={name} onClose={() => setTargeting(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
