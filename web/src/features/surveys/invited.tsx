import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { RateAnswer } from "../../api/answers";
import { type Survey, type SurveyChannel, surveyFactsQuery } from "../../api/surveys";
import { useFormats } from "../../lib/formats";
import { FailureState } from "../../ui/failure-state";
import { HIDDEN_BELOW } from "./question-result";
import classes from "./surveys.module.css";

interface InvitedProps {
  survey: Survey;
  channel: SurveyChannel;
  days: number;
}

/** Who was asked over a channel, which part of them answered, and who was not asked, with why. */
export function Invited({ survey, channel, days }: InvitedProps) {
  const { data, error, refetch } = useQuery(surveyFactsQuery(channel.answered, days));
  const { data: left } = useQuery(surveyFactsQuery(channel.not_asked, days));
  const id = `asked-${channel.channel}`;
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h2 id={id}>
        {channel.channel === "email" ? <Trans>Asked by e-mail</Trans> : <Trans>Asked in your pages</Trans>}
      </h2>
      <p className={classes.quiet}>
        {channel.channel === "email" ? <MailWhen survey={survey} /> : <PageWhen survey={survey} />}
      </p>
      {channel.channel === "page" || survey.has_mail ? null : (
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

function MailWhen({ survey }: { survey: Survey }) {
  const { is_periodic, after, delay_hours, again_days } = survey.definition.invite ?? {};
  if (!is_periodic) {
    return (
      <Plural
        value={delay_hours ?? 0}
        _0={`Right after “${after}”.`}
        one={`# hour after “${after}”.`}
        other={`# hours after “${after}”.`}
      />
    );
  }
  return after ? (
    <Plural
      value={again_days ?? 0}
      one={`Each day, those who did “${after}” in between.`}
      other={`Each person every # days who did “${after}” in between.`}
    />
  ) : (
    <Plural
      value={again_days ?? 0}
      one="Each day, those who did something in between."
      other="Each person every # days who did something in between."
    />
  );
}

function PageWhen({ survey }: { survey: Survey }) {
  const { after, path, delay_seconds } = survey.definition.in_page ?? {};
  const seconds = delay_seconds ?? 0;
  return (
    <>
      {after ? (
        <Plural
          value={seconds}
          _0={`As soon as “${after}” happens.`}
          one={`# second after “${after}”.`}
          other={`# seconds after “${after}”.`}
        />
      ) : (
        <Plural
          value={seconds}
          _0="When a page is opened."
          one="# second after a page is opened."
          other="# seconds after a page is opened."
        />
      )}
      {path ? (
        <>
          {" "}
          <Trans>Only on pages whose address contains “{path}”.</Trans>
        </>
      ) : null}
    </>
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
      <Plural value={n} one={`# time nobody was asked (${list}).`} other={`# times nobody was asked (${list}).`} />
    </p>
  );
}
