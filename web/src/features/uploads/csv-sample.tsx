import { Trans, useLingui } from "@lingui/react/macro";
import { CodeBlock } from "../../ui/code-block";
import classes from "./csv-sample.module.css";

const ENGLISH = `order_id,date,customer_id,email,amount
1001,2025-01-03,C-17,anna@example.org,49.90
1002,2025-01-04,C-18,ben@example.org,120.00`;

/** As the French Excel writes it. */
const FRENCH = `order_id;date;customer_id;email;amount
1001;03/01/2025;C-17;anna@example.org;49,90
1002;04/01/2025;C-18;ben@example.org;120,00`;

/** A small file of orders, as it may look: columns of other names are asked for. */
export function CsvSample() {
  const { i18n, t } = useLingui();
  return (
    <figure className={classes.sample}>
      <figcaption>
        <Trans>A file of orders may look like this; other names of columns can be matched during the import.</Trans>
      </figcaption>
      <CodeBlock copyable code={i18n.locale === "fr" ? FRENCH : ENGLISH} label={t`A file of orders`} />
    </figure>
  );
}
