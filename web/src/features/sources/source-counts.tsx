import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Source } from "../../api/sources";
import { useFormats } from "../../lib/formats";
import { OUTCOME_COUNT_NAMES, OUTCOME_MEANINGS, OUTCOMES } from "../../lib/outcomes";
import { reasonOf } from "../../lib/reasons";
import { oneLine } from "../../lib/text";
import classes from "./source-counts.module.css";

/** How much a source sent, and what became of it. */
export function SourceCounts({ source }: { source: Source }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const { counts } = source;
  const n_received = OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
  return (
    <>
      <dl className={classes.counts}>
        <Count name={<Trans context="number of events">Received</Trans>} n={n_received} />
        {OUTCOMES.map((outcome) => (
          <Count key={outcome} name={i18n._(OUTCOME_COUNT_NAMES[outcome])} n={counts[outcome]} />
        ))}
      </dl>
      <Causes title={<Trans>Why refused</Trans>} reasons={counts.refused_reasons} />
      <Causes title={<Trans>Why set aside</Trans>} reasons={counts.quarantined_reasons} />
      {counts.without_id > 0 ? (
        <p className={classes.note}>
          <Trans>
            Accepted without a message id: {formats.number(counts.without_id)}. Sent twice, they would count twice.
          </Trans>
        </p>
      ) : null}
      {n_received > 0 ? (
        <Link to="/live-events" search={{ source: source.id }} className={classes.link}>
          <Trans>See its live events</Trans>
        </Link>
      ) : null}
    </>
  );
}

function Count({ name, n }: { name: ReactNode; n: number }) {
  const formats = useFormats();
  return (
    <div className={classes.count}>
      <dt>{name}</dt>
      <dd>{formats.number(n)}</dd>
    </div>
  );
}

/** The causes of what was not accepted, the most frequent first. */
function Causes({ title, reasons }: { title: ReactNode; reasons: Record<string, number> }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const causes = Object.entries(reasons).sort(([, a], [, b]) => b - a);
  if (causes.length === 0) {
    return null;
  }
  return (
    <div className={classes.causes}>
      <h3>{title}</h3>
      <ul>
        {causes.map(([code, n]) => {
          const reason = reasonOf(code);
          return (
            <li key={code}>
              {reason ? i18n._(reason.what) : <code>{oneLine(code, 60)}</code>} ({formats.number(n)})
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** What the counts mean, once for all sources. */
export function CountMeanings() {
  const { i18n } = useLingui();
  return (
    <section className={classes.meanings} aria-labelledby="meanings">
      <h2 id="meanings">
        <Trans>What the counts mean</Trans>
      </h2>
      <dl>
        {OUTCOMES.map((outcome) => (
          <div key={outcome}>
            <dt>{i18n._(OUTCOME_COUNT_NAMES[outcome])}</dt>
            <dd>{i18n._(OUTCOME_MEANINGS[outcome])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
