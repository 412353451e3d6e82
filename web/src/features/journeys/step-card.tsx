import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { JourneyPart, JourneyScore, JourneyStepFacts } from "../../api/answers";
import type { JourneyStep } from "../../api/journeys";
import type { VerbatimSummary } from "../../api/verbatims";
import { useFormats } from "../../lib/formats";
import { partName } from "../../lib/journey/names";
import { oneLine } from "../../lib/text";
import type { Counted } from "../../ui/counted-people";
import { IconStar } from "../../ui/icons";
import classes from "./map.module.css";
import type { Length } from "./search";

/** With fewer, a share says more about single people than about a step: it is hidden, or marked. */
const HIDDEN_BELOW = 5;
const SMALL_BELOW = 30;
const NAME_LENGTH_MAX = 60;

interface StepCardProps {
  step: JourneyStep;
  /** Absent when no event of the step was ever seen. */
  facts: JourneyStepFacts | undefined;
  /** What those wrote who were there; absent where nobody did. */
  written: WrittenAt | undefined;
  /** Of how many days it is. */
  days: Length;
  onCount(counted: Counted): void;
}

type WrittenAt = VerbatimSummary["steps"][number];

/** A step with its facts, each with what it rests on. */
export function StepCard({ step, facts, written, days, onCount }: StepCardProps) {
  const { i18n, t } = useLingui();
  const name = partName(step, i18n);
  return (
    <article className={classes.card} data-quiet={!facts?.people || undefined}>
      <h3>
        {name}
        {step.is_moment_of_truth ? (
          <span className={classes.truth} title={t`Moment of truth`}>
            <IconStar size={14} aria-hidden />
            <span className={classes.unseen}>
              <Trans>Moment of truth</Trans>
            </span>
          </span>
        ) : null}
      </h3>
      {facts ? (
        <StepFacts name={name} facts={facts} onCount={onCount}>
          {written ? <Written written={written} days={days} /> : null}
        </StepFacts>
      ) : (
        <Unseen step={step} />
      )}
    </article>
  );
}

function Unseen({ step: { events } }: { step: JourneyStep }) {
  const names = events.map((event) => oneLine(event, NAME_LENGTH_MAX)).join(", ");
  return (
    <p className={classes.quiet}>
      <Trans>Never seen yet: {names}</Trans>
    </p>
  );
}

function StepFacts({
  name,
  facts,
  onCount,
  children,
}: {
  name: string;
  facts: JourneyStepFacts;
  onCount: StepCardProps["onCount"];
  children: ReactNode;
}) {
  const { t } = useLingui();
  const formats = useFormats();
  const { drill, people, passages, current, seconds_p50, seconds_p90, seconds_n, drop_off, repeat, contact } = facts;
  const count = (what: string, outcome: string) =>
    drill ? () => onCount({ label: `${name}: ${what}`, request: { drill, at: { outcome } } }) : undefined;
  if (people === 0) {
    return (
      <p className={classes.quiet}>
        <Trans>Nobody in this period</Trans>
      </p>
    );
  }
  const n_people = formats.number(people);
  return (
    <>
      <p className={classes.people}>
        <CountButton onClick={count(t`passed`, "passed")}>
          <Plural value={people} one={`${n_people} person`} other={`${n_people} people`} />
        </CountButton>
        <span className={classes.quiet}>
          <Plural value={passages} one="# passage" other="# passages" />
        </span>
      </p>
      <dl className={classes.facts}>
        {drop_off ? (
          <Part label={t`Go no further`} part={drop_off} onClick={count(t`go no further`, "dropped")} />
        ) : null}
        {seconds_p50 !== null && seconds_n >= HIDDEN_BELOW ? (
          <Fact label={t`Until the next step`} beside={<NineInTen seconds={seconds_p90} n={seconds_n} />}>
            {formats.span(seconds_p50)}
          </Fact>
        ) : null}
        <Part label={t`Do it again first`} part={repeat} onClick={count(t`do it again first`, "repeated")} />
        {contact ? (
          <Part label={t`Call for help`} part={contact} onClick={count(t`call for help`, "contacted")} />
        ) : null}
        {facts.scores.map((score) => (
          <Score key={score.score} score={score} />
        ))}
        {children}
        {current > 0 ? (
          <Fact label={t`Here now`}>
            <CountButton onClick={count(t`here now`, "current")}>{formats.number(current)}</CountButton>
          </Fact>
        ) : null}
      </dl>
    </>
  );
}

function NineInTen({ seconds, n }: { seconds: number | null; n: number }) {
  const formats = useFormats();
  const span = seconds === null ? "" : formats.span(seconds);
  const passages = formats.number(n);
  return (
    <Trans>
      median; 9 in 10 within {span}; of {passages}
    </Trans>
  );
}

function Fact({ label, beside, children }: { label: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong>{children}</strong>
        {beside ? <span className={classes.beside}>{beside}</span> : null}
      </dd>
    </div>
  );
}

/** Within which range a figure may lie, and of how many it is. */
function RangeAndBase({ from, to, n }: { from: string; to: string; n: number }) {
  const formats = useFormats();
  const base = formats.number(n);
  return (
    <>
      <Trans>
        {from} to {to}; of {base}
      </Trans>{" "}
      {n < SMALL_BELOW ? <Trans>(few)</Trans> : null}
    </>
  );
}

interface PartProps {
  label: string;
  part: JourneyPart;
  onClick: (() => void) | undefined;
}

/** A share of people with its range and its base; hidden of very few. */
function Part({ label, part: { value, low, high, of }, onClick }: PartProps) {
  const formats = useFormats();
  if (value === null || of < HIDDEN_BELOW) {
    return null;
  }
  const percent = (per_cent: number | null) => formats.percent((per_cent ?? 0) / 100);
  const [from, to] = [percent(low), percent(high)];
  return (
    <Fact label={label} beside={<RangeAndBase from={from} to={to} n={of} />}>
      <CountButton onClick={onClick}>{percent(value)}</CountButton>
    </Fact>
  );
}

const SCORE_NAMES: Record<JourneyScore["score"], string> = { nps: "NPS", csat: "CSAT", ces: "CES" };

/** What those said who were at the step. */
function Score({ score: { score, n, value, low, high } }: { score: JourneyScore }) {
  const { t } = useLingui();
  const formats = useFormats();
  if (value === null || n < HIDDEN_BELOW) {
    return null;
  }
  const write = (number: number) => (score === "csat" ? formats.percent(number / 100) : formats.decimal(number, 1));
  const [from, to] = [low === null ? "?" : write(low), high === null ? "?" : write(high)];
  const label = score === "csat" ? t`Good reviews` : SCORE_NAMES[score];
  return (
    <Fact label={label} beside={<RangeAndBase from={from} to={to} n={n} />}>
      {write(value)}
    </Fact>
  );
}

/** Which part of what was written at the step is blame; it leads to these texts. */
function Written({ written: { step, n, negative, low, high }, days }: { written: WrittenAt; days: Length }) {
  const { t } = useLingui();
  const formats = useFormats();
  if (n < HIDDEN_BELOW) {
    return null;
  }
  const percent = (per_cent: number) => formats.percent(per_cent / 100);
  return (
    <Fact label={t`Complain in writing`} beside={<RangeAndBase from={percent(low)} to={percent(high)} n={n} />}>
      <Link className={classes.count} to="/verbatims" search={{ days, step, polarity: "negative" }}>
        {percent(negative)}
      </Link>
    </Fact>
  );
}

/** A number that lists its people. */
function CountButton({ onClick, children }: { onClick: (() => void) | undefined; children: ReactNode }) {
  return onClick ? (
    <button type="button" className={classes.count} onClick={onClick}>
      {children}
    </button>
  ) : (
    <span>{children}</span>
  );
}
