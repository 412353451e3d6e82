import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, NativeSelect } from "@mantine/core";
import { useId } from "react";
import type { Decision, Effort, Estimate, Friction } from "../../api/frictions";
import { useFormats } from "../../lib/formats";
import classes from "./frictions.module.css";
import { DECISIONS, EFFORTS, FAILURES, groupWords } from "./words";

interface FrictionCardProps {
  friction: Friction;
  stepName: string;
  mayDecide: boolean;
  isPending: boolean;
  onDecide(said: { decision: Decision; effort: Effort | null } | undefined): void;
}

/** A friction: what, where, whom, since when, how often, what goes with it, what could be recovered, what is decided. */
export function FrictionCard({ friction, stepName, mayDecide, isPending, onDecide }: FrictionCardProps) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const title = useId();
  const { n_people } = friction;
  const group = groupWords(friction.group, i18n);
  const since = friction.since_ms === null ? "" : formats.date(friction.since_ms);
  return (
    <article className={classes.card} aria-labelledby={title}>
      <header className={classes.title}>
        <h3 id={title}>
          {i18n._(FAILURES[friction.failure])}
          {group ? <span className={classes.group}> {group}</span> : null}
        </h3>
        <p className={classes.quiet}>
          <Trans>Step: {stepName}</Trans>
          {" · "}
          {since ? <Trans>since {since}</Trans> : <Trans>for as long as is known</Trans>}
          {" · "}
          <Plural value={n_people} one="# person touched" other="# people touched" />
        </p>
      </header>
      <SizeLine size={friction.size} />
      <Recoverable value={friction.value} />
      <Harm friction={friction} />
      <Signs signs={friction.signs} />
      <p className={classes.quiet}>
        {friction.strength === "medium" ? (
          <Trans>Medium evidence: compared with similar people; another cause remains possible.</Trans>
        ) : (
          <Trans>To watch: it is no more frequent than usual, but those whom it meets fare worse.</Trans>
        )}
      </p>
      {mayDecide ? <Decide friction={friction} isPending={isPending} onDecide={onDecide} /> : null}
    </article>
  );
}

function SizeLine({ size }: { size: Friction["size"] }) {
  const formats = useFormats();
  const share = formats.percent(size.n_wrong / size.n);
  const base = formats.number(size.n);
  if (!size.difference) {
    return (
      <p>
        <Trans>
          <strong>{share}</strong> of the time (base: {base})
        </Trans>
      </p>
    );
  }
  const usual = formats.percent(size.others_wrong / size.others);
  const [more, low, high] = points(size.difference, formats);
  return (
    <p>
      <Trans>
        <strong>{share}</strong> of the time instead of {usual} with the others: {more} points more (between {low} and{" "}
        {high}; base: {base})
      </Trans>
    </p>
  );
}

function Recoverable({ value }: { value: Friction["value"] }) {
  const formats = useFormats();
  if (!value || value.amount.high <= 0) {
    return null;
  }
  const [amount, low, high] = [value.amount.value, value.amount.low, value.amount.high].map(formats.estimate);
  const people = formats.number(Math.round(value.n_people));
  return (
    <div>
      <p className={classes.amount}>
        <Trans>
          Recoverable value: about <strong>{amount}</strong> (between {low} and {high})
        </Trans>
      </p>
      <p className={classes.quiet}>
        <Trans>
          How it is made: {people} people more than if it happened as rarely as with the others, times what each spends
          less within 60 days.
        </Trans>
      </p>
    </div>
  );
}

function Harm({ friction: { harm } }: { friction: Friction }) {
  const formats = useFormats();
  const n = formats.number(harm.n);
  const n_opinions = formats.number(harm.n_opinions);
  const rows = [
    { key: "orders", estimate: harm.orders, times: 100, base: n },
    { key: "revenue", estimate: harm.revenue, times: 1, base: n },
    { key: "bad_opinion", estimate: harm.bad_opinion, times: 100, base: n_opinions },
  ] as const;
  const told = rows.flatMap((row) => (row.estimate ? [{ ...row, estimate: row.estimate }] : []));
  if (told.length === 0) {
    return null;
  }
  return (
    <section>
      <h4>
        <Trans>What these customers do, beside similar ones</Trans>
      </h4>
      <ul className={classes.facts}>
        {told.map(({ key, estimate, base }) => (
          <li key={key}>
            <HarmLine kind={key} estimate={estimate} base={base} />
          </li>
        ))}
      </ul>
      <p className={classes.quiet}>
        <Trans>
          Similar: as many orders before, in the same month, without it. This is a link, not yet a cause. Within 60
          days.
        </Trans>
      </p>
    </section>
  );
}

interface HarmLineProps {
  kind: "orders" | "revenue" | "bad_opinion";
  estimate: Estimate;
  base: string;
}

function HarmLine({ kind, estimate, base }: HarmLineProps) {
  const formats = useFormats();
  const isSure = estimate.low > 0 || estimate.high < 0;
  const written = (value: number) => (kind === "revenue" ? formats.estimate(value) : formats.decimal(100 * value, 1));
  const [value, low, high] = [estimate.value, estimate.low, estimate.high].map(
    (figure) => `${figure > 0 ? "+" : ""}${written(figure)}`,
  );
  const margin = isSure ? null : <Trans>, within the margin of error</Trans>;
  if (kind === "revenue") {
    return (
      <>
        <Trans>
          Spending: {value} each (between {low} and {high}; base: {base} people)
        </Trans>
        {margin}
      </>
    );
  }
  return (
    <>
      {kind === "orders" ? (
        <Trans>
          Who orders: {value} points (between {low} and {high}; base: {base} people)
        </Trans>
      ) : (
        <Trans>
          Bad opinions: {value} points (between {low} and {high}; base: {base} people)
        </Trans>
      )}
      {margin}
    </>
  );
}

function Signs({ signs }: { signs: Friction["signs"] }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  if (signs.length === 0) {
    return null;
  }
  return (
    <section>
      <h4>
        <Trans>Also more frequent there</Trans>
      </h4>
      <ul className={classes.facts}>
        {signs.map(({ failure, size }) => {
          const what = i18n._(FAILURES[failure]);
          const [share, base] = [formats.percent(size.n_wrong / size.n), formats.number(size.n)];
          const usual = formats.percent(size.others === 0 ? 0 : size.others_wrong / size.others);
          return (
            <li key={`${failure} ${size.n} ${size.others}`}>
              <Trans>
                {what}: {share} instead of {usual} (base: {base})
              </Trans>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

type DecideProps = Pick<FrictionCardProps, "friction" | "isPending" | "onDecide">;

function Decide({ friction, isPending, onDecide }: DecideProps) {
  const { i18n, t } = useLingui();
  const decided = friction.decided;
  const efforts = EFFORTS.map(([value, label]) => ({ value: value as string, label: i18n._(label) }));
  return (
    <fieldset className={classes.decide} aria-label={t`Decision`}>
      {DECISIONS.map(([decision, label]) => {
        const isDecided = decided?.decision === decision;
        return (
          <Button
            key={decision}
            size="xs"
            variant={isDecided ? "filled" : "default"}
            aria-pressed={isDecided}
            disabled={isPending}
            onClick={() => onDecide(isDecided ? undefined : { decision, effort: decided?.effort ?? null })}
          >
            {i18n._(label)}
          </Button>
        );
      })}
      {decided ? (
        <NativeSelect
          size="xs"
          aria-label={t`Effort`}
          data={[{ value: "", label: t`Effort: not said` }, ...efforts]}
          value={decided.effort ?? ""}
          disabled={isPending}
          onChange={({ currentTarget: { value } }) => {
            const effort = EFFORTS.find(([name]) => name === value)?.[0] ?? null;
            onDecide({ decision: decided.decision, effort });
          }}
        />
      ) : null}
    </fieldset>
  );
}

function points({ value, low, high }: Estimate, formats: { decimal(value: number, digits: number): string }) {
  return [value, low, high].map((share) => formats.decimal(100 * share, 1));
}
