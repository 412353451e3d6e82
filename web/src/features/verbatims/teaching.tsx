import { Plural, Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type Lesson, type Teaching as Taught, teachingQuery } from "../../api/themes";
import { useFormats } from "../../lib/formats";
import { RefusalWords } from "../../ui/refusal-words";
import { useLearn, useMayChangeThemes } from "./use-changes";
import classes from "./verbatims.module.css";

/** How well texts are understood: what was learnt of scores, and how often people agree. */
export function Teaching() {
  const { data: taught } = useQuery(teachingQuery);
  const mayChange = useMayChangeThemes();
  const learn = useLearn();
  if (!taught) {
    return null;
  }
  const last = taught.lessons[0];
  const used = taught.lessons.find(({ is_used }) => is_used);
  return (
    <section className={classes.section} aria-labelledby="teaching">
      <h2 id="teaching">
        <Trans>How well it is understood</Trans>
      </h2>
      {used ? <Used lesson={used} /> : <NothingLearnt />}
      {last && !last.is_used ? (
        <p className={classes.quiet}>
          <Trans>What was learnt last does not do better: it is not used.</Trans>
        </p>
      ) : null}
      <Agreed agreement={taught.agreement} />
      {mayChange ? (
        <div className={classes.filters}>
          <Button variant="default" size="xs" loading={learn.isPending} onClick={() => learn.mutate()}>
            {last ? <Trans>Learn again now</Trans> : <Trans>Learn now</Trans>}
          </Button>
          <span className={classes.quiet} role="status">
            {learn.data === null ? (
              <Trans>There are too few comments with a good score, or with a bad one: 50 of each are needed.</Trans>
            ) : null}
          </span>
        </div>
      ) : null}
      {learn.error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={learn.error} />
        </p>
      ) : null}
    </section>
  );
}

function NothingLearnt() {
  return (
    <p className={classes.words}>
      <Trans>
        Praise and blame are told by the words that come with Boussole. Comments that came with a score teach how your
        own customers write: each night, or now.
      </Trans>
    </p>
  );
}

function Used({ lesson }: { lesson: Lesson }) {
  const formats = useFormats();
  const percent = (share: number | null) => (share === null ? "–" : formats.percent(share / 100));
  const { n, n_labels, n_held_back, made_ms } = lesson;
  const [learnt, words] = [percent(lesson.learnt), percent(lesson.words)];
  const when = formats.dateTime(made_ms);
  return (
    <>
      <p className={classes.words}>
        <Trans>
          Praise and blame are told right for <strong>{learnt}</strong> of the comments, against {words} by words alone.
        </Trans>
      </p>
      <p className={classes.quiet}>
        <Plural
          value={n_held_back}
          one="Measured on # comment with a score that was held back, praise and blame weighing the same."
          other="Measured on # comments with a score that were held back, praise and blame weighing the same."
        />{" "}
        <Plural value={n} one="Learnt of # other" other="Learnt of # others" />
        {n_labels > 0 ? (
          <>
            {" "}
            <Plural
              value={n_labels}
              one="and of # clause that somebody checked"
              other="and of # clauses that somebody checked"
            />
          </>
        ) : null}
        {", "}
        {when}.
      </p>
    </>
  );
}

function Agreed({ agreement }: { agreement: Taught["agreement"] }) {
  const formats = useFormats();
  const { n, theme, polarity } = agreement;
  const percent = (share: number) => formats.percent(share / 100);
  if (!theme || !polarity) {
    return (
      <p className={classes.quiet}>
        <Trans>Nobody has checked a clause yet: click one on the page Verbatims, and say what it is about.</Trans>
      </p>
    );
  }
  const [right, low, high] = [percent(theme.value), percent(theme.low), percent(theme.high)];
  const [told, least, most] = [percent(polarity.value), percent(polarity.low), percent(polarity.high)];
  return (
    <p className={classes.quiet}>
      <Plural value={n} one="# clause was checked by somebody:" other="# clauses were checked by somebody:" />{" "}
      <Trans>
        the theme was right for {right} (between {low} and {high}), praise or blame for {told} (between {least} and{" "}
        {most}). Who looks for mistakes finds more of them than there are elsewhere.
      </Trans>
    </p>
  );
}
