import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Person } from "../../api/people";
import { useFormats } from "../../lib/formats";
import { useTaxWord } from "../../lib/tax";
import classes from "./person-value.module.css";

/** What the person is worth to the company so far. */
export function PersonValue({ person }: { person: Person }) {
  const formats = useFormats();
  const tax = useTaxWord();
  return (
    <section aria-labelledby="person-value">
      <h2 id="person-value" className={classes.heading}>
        <Trans>Value</Trans>
      </h2>
      <dl className={classes.figures}>
        <Figure name={<Trans>Revenue</Trans>} value={person.revenue && formats.money(person.revenue)} note={tax} />
        <Figure name={<Trans>Orders</Trans>} value={formats.number(person.n_orders)} />
        <Figure
          name={<Trans>Average order value</Trans>}
          value={person.average_order && formats.money(person.average_order)}
          note={tax}
        />
        <Figure
          name={<Trans>Last order</Trans>}
          value={person.last_order_ms === null ? null : formats.date(person.last_order_ms)}
        />
      </dl>
    </section>
  );
}

interface FigureProps {
  name: ReactNode;
  value: string | null;
  /** What must be said beside the value. */
  note?: string | undefined;
}

function Figure({ name, value, note }: FigureProps) {
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd>
        {value ?? "–"}
        {value && note ? <small> {note}</small> : null}
      </dd>
    </div>
  );
}
