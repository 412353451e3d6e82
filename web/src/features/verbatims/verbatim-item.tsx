import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import type { Polarity, Verbatim } from "../../api/verbatims";
import { useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import { ClauseEditor, ClauseWords } from "./clause-words";
import { ALARM_NAMES, EVENT_NAMES, POLARITY_NAMES, RULE_NAMES } from "./names";
import { useMayCorrect } from "./use-changes";
import { useStepNames } from "./use-step-names";
import { useThemeNames } from "./use-theme-names";
import classes from "./verbatims.module.css";

const NAME_LENGTH_MAX = 60;
const SIGNS: Readonly<Record<Polarity, string>> = { positive: "+", negative: "−", mixed: "±", neutral: "" };

/** One text with what was understood of it. */
export function VerbatimItem({ verbatim }: { verbatim: Verbatim }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const { clauses, event, scale, score, survey, person, alarms, language } = verbatim;
  const { nameOf } = useStepNames();
  const { nameOf: nameOfTheme, isIgnored } = useThemeNames();
  const mayCorrect = useMayCorrect();
  const [opened, setOpened] = useState<number>();
  const open = opened === undefined ? undefined : clauses[opened];
  // A step once, as it is known first.
  const steps = [
    ...new Map(clauses.flatMap(({ step }) => (step ? [[step.id, step] as const] : [])).reverse()).values(),
  ];
  const known = EVENT_NAMES[event];
  const source = known ? i18n._(known) : oneLine(event, NAME_LENGTH_MAX);
  const mark =
    score === null ? undefined : `${scale ? `${oneLine(scale, 20).toUpperCase()} ` : ""}${formats.number(score)}`;
  const facts = [source, survey ? oneLine(survey, NAME_LENGTH_MAX) : undefined, mark].filter(
    (fact) => fact !== undefined,
  );
  // A theme once, as it is said first.
  const tags = new Map(
    clauses
      .flatMap(({ theme, polarity }) => (theme && !isIgnored(theme) ? [[theme, polarity] as const] : []))
      .reverse(),
  );
  return (
    <li className={classes.text}>
      <p className={classes.quiet}>
        <time dateTime={new Date(verbatim.time_ms).toISOString()}>{formats.dateTime(verbatim.time_ms)}</time>
        {" · "}
        {facts.join(" · ")}
        {person ? (
          <>
            {" · "}
            <Link to="/customers/$personId" params={{ personId: person }}>
              <Trans>Who wrote it</Trans>
            </Link>
          </>
        ) : null}
      </p>
      <p className={classes.words} dir="auto" lang={language ?? undefined}>
        {clauses.map((clause, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the clauses of a text never move
          <Fragment key={place}>
            {mayCorrect ? (
              <ClauseWords
                clause={clause}
                isOpen={opened === place}
                onToggle={() => setOpened(opened === place ? undefined : place)}
              />
            ) : (
              <span className={classes[clause.polarity]}>{clause.text}</span>
            )}
          </Fragment>
        ))}
      </p>
      {open ? <ClauseEditor key={opened} clause={open} onClose={() => setOpened(undefined)} /> : null}
      <p className={classes.tags}>
        <span className={classes.tag}>
          {SIGNS[verbatim.polarity]} {i18n._(POLARITY_NAMES[verbatim.polarity])}
        </span>
        {[...tags].reverse().map(([theme, polarity]) => (
          <span key={theme} className={classes.tag}>
            {nameOfTheme(theme)} <span aria-hidden>{SIGNS[polarity]}</span>
            <span className={classes.unseen}>{i18n._(POLARITY_NAMES[polarity])}</span>
          </span>
        ))}
        {steps.reverse().map(({ id, rule }) => (
          <StepTag key={id} name={nameOf(id)} rule={i18n._(RULE_NAMES[rule])} />
        ))}
        {alarms.map((alarm) => (
          <strong key={alarm} className={classes.alarm}>
            {i18n._(ALARM_NAMES[alarm])}
          </strong>
        ))}
      </p>
    </li>
  );
}

/** Which step of the journey something is about, and how that is known. */
function StepTag({ name, rule }: { name: string; rule: string }) {
  return (
    <span className={classes.tag} title={rule}>
      <Trans>Step: {name}</Trans>
      <span className={classes.unseen}>{rule}</span>
    </span>
  );
}
