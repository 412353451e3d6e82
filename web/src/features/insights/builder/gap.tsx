import { Trans, useLingui } from "@lingui/react/macro";
import classes from "./builder.module.css";
import { DurationField } from "./duration-field";

/** The pause that ends a visit where a question does not say. */
export const GAP_DEFAULT = "30m";

/** The pause that ends a visit. */
export function Gap({ value, field, onChange }: { value: string; field: string; onChange(value: string): void }) {
  const { t } = useLingui();
  return (
    <div>
      <p className={classes.word}>
        <Trans>A visit ends after so long without an event</Trans>
      </p>
      <DurationField label={t`Pause that ends a visit`} field={field} value={value} onChange={onChange} />
    </div>
  );
}
