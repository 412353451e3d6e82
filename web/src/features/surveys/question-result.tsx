import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ScoreAnswer, TrendAnswer } from "../../api/answers";
import { type SurveyQuestion, surveyFactsQuery } from "../../api/surveys";
import { useFormats } from "../../lib/formats";
import { questionAddress } from "../../lib/question-address";
import type { Counted } from "../../ui/counted-people";
import { FailureState } from "../../ui/failure-state";
import { IconChartLine } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { inWords, KIND_NAMES } from "./names";
import classes from "./surveys.module.css";

/** With fewer, a figure says more about single people than about the survey: it is hidden, or marked. */
export const HIDDEN_BELOW = 5;
const SMALL_BELOW = 30;

interface QuestionResultProps {
  question: SurveyQuestion;
  brand: string;
  /** What is asked to see how it was answered; it has no range. */
  asked: { [field: string]: unknown };
  days: number;
  onCount(counted: Counted): void;
}

/** How a question was answered: its figure with range and base, and how often each answer was given. */
export function QuestionResult({ question, brand, asked, days, onCount }: QuestionResultProps) {
  const { i18n } = useLingui();
  const { data, error, refetch } = useQuery(surveyFactsQuery(asked, days));
  const text = inWords(question.text, brand, i18n.locale);
  const at = `result-${question.id}`;
  return (
    <section className={classes.section} aria-labelledby={at}>
      <div className={classes.stack}>
        <h3 id={at} dir="auto">
          {text}
        </h3>
        <p className={classes.quiet}>{i18n._(KIND_NAMES[question.kind])}</p>
      </div>
      {data === undefined && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <ListSkeleton /> : null}
      {data === null ? <TooFew n={0} /> : null}
      {data?.kind === "score" ? (
        <ScoreResult answer={data} asked={asked} days={days} onCount={(request) => onCount({ label: text, request })} />
      ) : null}
      {data?.kind === "trend" ? <ChoiceResult answer={data} question={question} brand={brand} /> : null}
    </section>
  );
}

interface ScoreResultProps {
  answer: ScoreAnswer;
  asked: { [field: string]: unknown };
  days: number;
  onCount(request: Counted["request"]): void;
}

function ScoreResult({ answer, asked, days, onCount }: ScoreResultProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const [group] = answer.groups;
  const value = group?.values[0];
  if (!value || value.n < HIDDEN_BELOW) {
    return <TooFew n={value?.n ?? 0} />;
  }
  const isShare = answer.score.startsWith("csat");
  const best = answer.score === "ces" || answer.score === "ces_agreement" ? "/7" : "";
  const write = (number: number | null | undefined) =>
    number === null || number === undefined
      ? "?"
      : isShare
        ? formats.percent(number / 100)
        : `${answer.score === "nps" && number > 0 ? "+" : ""}${formats.decimal(number, answer.score === "nps" ? 0 : 1)}`;
  const [from, to] = [write(value.low), write(value.high)];
  const what = answer.score === "nps" ? t`NPS` : isShare ? t`satisfied` : t`ease`;
  const drill = group?.drill;
  const later = { ...asked, kind: "score", range: { last: `${days}d` }, interval: "week" };
  return (
    <>
      <div className={classes.figure}>
        <strong>
          {write(value.value)}
          {best}
        </strong>
        <span>{what}</span>
        <span className={classes.quiet}>
          <Plural
            value={value.n}
            one={`between ${from} and ${to}; base: # answer`}
            other={`between ${from} and ${to}; base: # answers`}
          />
          {value.n < SMALL_BELOW ? (
            <>
              {" "}
              <Trans>(small sample)</Trans>
            </>
          ) : null}
        </span>
      </div>
      <Bars
        bars={Object.entries(value.distribution).map(([level, n]) => ({ key: level, label: level, n }))}
        total={value.n}
      />
      <div className={classes.line}>
        <Button
          component="a"
          href={questionAddress(later)}
          variant="default"
          size="xs"
          leftSection={<IconChartLine size={16} aria-hidden />}
        >
          <Trans>See it over time</Trans>
        </Button>
        {drill ? (
          <Button variant="default" size="xs" onClick={() => onCount({ drill })}>
            <Trans>See who answered</Trans>
          </Button>
        ) : null}
      </div>
    </>
  );
}

function ChoiceResult({ answer, question, brand }: { answer: TrendAnswer; question: SurveyQuestion; brand: string }) {
  const { i18n } = useLingui();
  const counts = new Map(answer.series.map(({ group, values }) => [String(group.choice), Number(values[0] ?? 0)]));
  const bars = (question.choices ?? []).map(({ id, text }) => ({
    key: id,
    label: inWords(text, brand, i18n.locale),
    n: counts.get(id) ?? 0,
  }));
  const most = Math.max(...bars.map(({ n }) => n));
  const sum = bars.reduce((all, { n }) => all + n, 0);
  if (sum < HIDDEN_BELOW) {
    return <TooFew n={sum} />;
  }
  // Of several choices one person has several: they are no shares of a whole.
  return <Bars bars={bars} total={question.kind === "single_choice" ? sum : undefined} widest={most} />;
}

function TooFew({ n }: { n: number }) {
  return (
    <p className={classes.quiet}>
      {n === 0 ? (
        <Trans>Nobody answered in this period.</Trans>
      ) : (
        <Plural
          value={n}
          one="# answer in this period: too few to say anything."
          other="# answers in this period: too few to say anything."
        />
      )}
    </p>
  );
}

interface BarsProps {
  bars: { key: string; label: string; n: number }[];
  /** Of how many they are shares, where they are. */
  total: number | undefined;
  /** What the longest bar stands for; without it, the most frequent answer. */
  widest?: number;
}

function Bars({ bars, total, widest = Math.max(...bars.map(({ n }) => n)) }: BarsProps) {
  const formats = useFormats();
  return (
    <dl className={classes.bars}>
      {bars.map(({ key, label, n }) => (
        <div key={key}>
          <dt dir="auto">{label}</dt>
          <dd className={classes.bar} aria-hidden>
            <span style={{ width: `${widest > 0 ? (100 * n) / widest : 0}%` }} />
          </dd>
          <dd>{total ? `${formats.number(n)} (${formats.percent(n / total)})` : formats.number(n)}</dd>
        </div>
      ))}
    </dl>
  );
}
