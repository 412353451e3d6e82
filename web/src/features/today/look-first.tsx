import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { isFailure } from "../../api/failure";
import { type TodayFinding, todayFindingsQuery } from "../../api/today";
import { useFormats } from "../../lib/formats";
import { IconChevronRight, IconCircleCheck } from "../../ui/icons";
import classes from "./look-first.module.css";
import { NumberLink } from "./number-link";
import { choiceOf } from "./search";
import { findingRange, findingSentence } from "./sentences";
import { useTeller } from "./teller";

const route = getRouteApi("/member/");
const PLACES = [0, 1, 2];

/** What is unusual and concerns the most people, in a sentence each; it is asked once the figures are there. */
export function LookFirst({ stale }: { stale: boolean }) {
  const { t } = useLingui();
  const search = route.useSearch();
  const { data, error, refetch } = useQuery({ ...todayFindingsQuery(choiceOf(search)), enabled: !stale });
  const title = t`Look at first`;
  return (
    <section className={classes.section} aria-labelledby="look-first">
      <h2 id="look-first">{title}</h2>
      {!data && !error ? <Comparing /> : null}
      {!data && error ? <NotCompared error={error} onRetry={() => void refetch()} /> : null}
      {data && data.findings.length === 0 && data.n_looks > 0 ? (
        <NothingUnusual days={data.period.days} n_looks={data.n_looks} />
      ) : null}
      {data?.n_looks === 0 ? <NothingToCompare /> : null}
      {data && data.findings.length > 0 ? (
        <ol className={classes.findings}>
          {data.findings.map((finding) => (
            <Finding key={JSON.stringify([finding.look, finding.sort, finding.group])} finding={finding} />
          ))}
        </ol>
      ) : null}
      {data ? null : <div className={classes.howSpace} />}
      {data && data.n_looks > 0 ? <HowChosen n_looks={data.n_looks} level={data.level} /> : null}
    </section>
  );
}

function Finding({ finding }: { finding: TodayFinding }) {
  const teller = useTeller();
  const pieces = findingSentence(finding, teller);
  return (
    <li className={classes.finding}>
      <p className={classes.sentence}>
        {pieces.map(({ text, question }) =>
          question ? (
            <NumberLink key={text} question={question}>
              {text}
            </NumberLink>
          ) : (
            <bdi key={text}>{text}</bdi>
          ),
        )}
      </p>
      <p className={classes.quiet}>{findingRange(finding, teller)}</p>
      {finding.compare_question ? (
        <p className={classes.more}>
          <NumberLink question={finding.compare_question}>
            {finding.sort === "peers" ? <Trans>Compare all groups</Trans> : <Trans>See how it evolved</Trans>}
            <IconChevronRight size={14} aria-hidden />
          </NumberLink>
        </p>
      ) : null}
    </li>
  );
}

function Comparing() {
  return (
    <div className={classes.findings} role="status">
      {PLACES.map((place) => (
        <div key={place} className={classes.finding}>
          <Skeleton height={14} radius={4} />
          <Skeleton height={14} width="80%" radius={4} />
          {place === 0 ? (
            <p className={classes.quiet}>
              <Trans>Comparing groups and periods…</Trans>
            </p>
          ) : (
            <Skeleton height={11} width="50%" radius={4} />
          )}
        </div>
      ))}
    </div>
  );
}

function NothingUnusual({ days, n_looks }: { days: number; n_looks: number }) {
  return (
    <div className={classes.nothing}>
      <IconCircleCheck size={20} stroke={1.6} aria-hidden />
      <div>
        <p className={classes.sentence}>
          {days === 7 ? <Trans>Nothing unusual this week.</Trans> : <Trans>Nothing unusual in this period.</Trans>}
        </p>
        <p className={classes.quiet}>
          <Plural
            value={n_looks}
            one="That is an answer: # comparison was made, and it shows no difference beyond chance."
            other="That is an answer: # comparisons were made, and none shows a difference beyond chance."
          />
        </p>
      </div>
    </div>
  );
}

/** Silence would be taken for "all is well": it is said that nothing was looked at. */
function NothingToCompare() {
  return (
    <div className={classes.nothing}>
      <p className={classes.quiet}>
        <Trans>There is not enough yet to compare groups or periods with one another.</Trans>
      </p>
    </div>
  );
}

/** What was compared, and why so little is said. */
function HowChosen({ n_looks, level }: { n_looks: number; level: number }) {
  const formats = useFormats();
  const pages = formats.number(Math.round(1 / level));
  return (
    <details className={classes.how}>
      <summary>
        <Trans>How is this chosen?</Trans>
      </summary>
      <p>
        <Plural value={n_looks} one="# comparison was made." other="# comparisons were made." />{" "}
        <Trans>
          Each group was compared with the others of its kind (carriers, shops, means of payment, devices…), and this
          period with those before. Among so many, some always differ by chance. So a difference is told only when it is
          too large for that, counting how many were made: where nothing is going on, fewer than one page in {pages}{" "}
          would say anything. What concerns the most people comes first, three at most.
        </Trans>
      </p>
      <p>
        <Trans>A difference is a link, not yet a cause: open its numbers to see what lies behind.</Trans>
      </p>
    </details>
  );
}

function NotCompared({ error, onRetry }: { error: unknown; onRetry(): void }) {
  return (
    <div className={classes.nothing} role="alert">
      <div>
        <p className={classes.sentence}>
          {isFailure(error, 503) ? (
            <Trans>Many questions are being answered at the moment: the comparison has to wait.</Trans>
          ) : (
            <Trans>The comparison could not be made.</Trans>
          )}
        </p>
        <Button variant="default" size="xs" onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    </div>
  );
}
