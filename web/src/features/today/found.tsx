import { Plural, Trans } from "@lingui/react/macro";
import type { TodayFinding, TodayFindingList } from "../../api/today";
import { useFormats } from "../../lib/formats";
import { IconChevronRight, IconCircleCheck } from "../../ui/icons";
import classes from "./look-first.module.css";
import { NumberLink } from "./number-link";
import { findingRange, findingSentence } from "./sentences";
import { useTeller } from "./teller";

/** What the comparisons found, or that they found nothing, and how it was chosen. */
export default function Found({ found: { findings, n_looks, level, period } }: { found: TodayFindingList }) {
  if (n_looks === 0 || period === null) {
    return <NothingToCompare />;
  }
  return (
    <>
      {findings.length === 0 ? (
        <NothingUnusual days={period.days} n_looks={n_looks} />
      ) : (
        <ol className={classes.findings}>
          {findings.map((finding) => (
            <Finding key={JSON.stringify([finding.look, finding.sort, finding.group])} finding={finding} />
          ))}
        </ol>
      )}
      <HowChosen n_looks={n_looks} level={level} />
    </>
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
