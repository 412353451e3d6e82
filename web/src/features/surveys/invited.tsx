import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { RateAnswer } from "../../api/answers";
import { type Survey, surveyFactsQuery } from "../../api/surveys";
import { useFormats } from "../../lib/formats";
import { FailureState } from "../../ui/failure-state";
import { HIDDEN_BELOW } from "./question-result";
import classes from "./surveys.module.css";

/** Who was asked by mail, which part of them answered, and who was not asked, with why. */
export function Invited({ survey, days }: { survey: Survey; days: number }) {
  const { answered, not_asked, definition, has_mail } = survey;
  const { data, error, refetch } = useQuery(surveyFactsQuery(answered ?? undefined, days));
  const { data: left } = useQuery(surveyFactsQuery(not_asked ?? undefined, days));
  if (!definition.invite) {
    return null;
  }
  const { after, delay_hours } = definition.invite;
  return (
    <section className={classes.section} aria-labelledby="invited">
      <h2 id="invited">
        <Trans>Asked by e-mail</Trans>
      </h2>
      <p className={classes.quiet}>
        <Plural value={delay_hours} one={`# hour after “${after}”.`} other={`# hours after “${after}”.`} />
      </p>
      {has_mail ? null : (
        <p className={classes.words}>
          <Trans>Mail is not set up yet: until then nobody is written to.</Trans>
        </p>
      )}
      {data === undefined && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {data === null || data?.kind === "rate" ? <Share answer={data} /> : null}
      {left?.kind === "trend" ? (
        <NotAsked reasons={left.series.map(({ group, values }) => [String(group.reason), Number(values[0] ?? 0)])} />
      ) : null}
    </section>
  );
}

function Share({ answer }: { answer: RateAnswer | null }) {
  const formats = useFormats();
  const value = answer?.groups[0]?.values[0];
  const n_asked = Number(value?.denominator ?? 0);
  if (!value || n_asked < HIDDEN_BELOW || value.value === null) {
    return (
      <p className={classes.quiet}>
        {n_asked === 0 ? (
          <Trans>Nobody was asked in this period.</Trans>
        ) : (
          <Plural
            value={n_asked}
            one="# person was asked in this period."
            other="# people were asked in this period."
          />
        )}
      </p>
    );
  }
  const percent = (per_cent: number | null) => formats.percent((per_cent ?? 0) / 100);
  const [share, from, to] = [percent(value.value), percent(value.low), percent(value.high)];
  return (
    <p className={classes.figure}>
      <strong>{share}</strong>
      <span>
        <Trans>answered</Trans>
      </span>
      <span className={classes.quiet}>
        <Plural
          value={n_asked}
          one={`between ${from} and ${to}; base: # person asked`}
          other={`between ${from} and ${to}; base: # people asked`}
        />
      </span>
    </p>
  );
}

function NotAsked({ reasons }: { reasons: [string, number][] }) {
  const { t } = useLingui();
  const formats = useFormats();
  const words: Record<string, string> = {
    no_address: t`without an address`,
    unsubscribed: t`want no questions`,
    suppressed: t`whose address takes no mail`,
    asked_before: t`asked the same lately`,
    rest: t`asked something else lately`,
    year_max: t`asked often enough this year`,
  };
  const n = reasons.reduce((sum, [, times]) => sum + times, 0);
  if (n === 0) {
    return null;
  }
  const told = reasons.map(([reason, times]) => `${formats.number(times)} ${words[reason] ?? reason}`);
  const list = new Intl.ListFormat(formats.tag, { type: "unit" }).format(told);
  return (
    <p className={classes.quiet}>
      <Plural
        value={n}
        one={`# time nobody was written to (${list}).`}
        other={`# times nobody was written to (${list}).`}
      />
    </p>
  );
}
