import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Person } from "../../api/people";
import { useFormats } from "../../lib/formats";
import classes from "./person-value.module.css";

/** What the person is worth to the company so far. */
export function PersonValue({ person }: { person: Person }) {
  const formats = useFormats();
  return (
    <section aria-labelledby="person-value">
      <h2 id="person-value" className={classes.heading}>
        <Trans>Value</Trans>
      </h2>
      <dl className={classes.figures}>
        <Figure name={<Trans>Revenue</Trans>} value={person.revenue && formats.money(person.revenue)} />
        <Figure name={<Trans>Orders</Trans>} value={formats.number(person.n_orders)} />
        <Figure
          name={<Trans>Average order value</Trans>}
          value={person.average_order && formats.money(person.average_order)}
        />
        <Figure
          name={<Trans>Last order</Trans>}
          value={person.last_order_ms === null ? null : formats.date(person.last_order_ms)}
        />
      </dl>
    </section>
  );
}

function Figure({ name, value }: { name: ReactNode; value: string | null }) {
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd>{value ?? "–"}</dd>
    </div>
  );
}
