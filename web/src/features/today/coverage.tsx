import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Today, TodayCoverage } from "../../api/today";
import { NumberLink } from "./number-link";
import { useTeller } from "./teller";
import classes from "./today-page.module.css";

/** How much of what happens the figures cover, in a line each. */
export default function Coverage({ today: { coverage, history_from } }: { today: Today }) {
  const { formats } = useTeller();
  const start = history_from ? formats.plainDay(history_from) : undefined;
  return (
    <section className={classes.section} aria-labelledby="coverage">
      <h2 id="coverage">
        <Trans>What these figures cover</Trans>
      </h2>
      <ul className={classes.lines}>
        {coverage.map((each) => (
          <CoverageLine key={each.name} coverage={each} />
        ))}
        {start ? (
          <li>
            <Trans>The history starts on {start}.</Trans>
          </li>
        ) : null}
      </ul>
    </section>
  );
}

function CoverageLine({ coverage: { name, value, part, whole, question } }: { coverage: TodayCoverage }) {
  const { formats } = useTeller();
  if (value === null) {
    return null;
  }
  const share: ReactNode = <NumberLink question={question}>{formats.percent(value / 100)}</NumberLink>;
  const [counted, total] = [formats.number(part), formats.number(whole)];
  switch (name) {
    case "known_customers":
      return (
        <li>
          <Trans>{share} of orders are linked to a known customer</Trans> <Counts counted={counted} total={total} />
        </li>
      );
    case "measured_visits":
      return (
        <li>
          <Trans>Measured on {share} of visits (consent)</Trans> <Counts counted={counted} total={total} />
        </li>
      );
    default:
      return null;
  }
}

function Counts({ counted, total }: { counted: string; total: string }) {
  return (
    <span>
      <Trans>
        {counted} of {total}
      </Trans>
    </span>
  );
}
