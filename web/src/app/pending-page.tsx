import { useLingui } from "@lingui/react/macro";
import { Loader } from "@mantine/core";
import classes from "./pending-page.module.css";

/** Shown while a page is fetched, when that takes longer than a moment. */
export function PendingPage() {
  const { t } = useLingui();
  return (
    <div className={classes.page} role="status" aria-label={t`Loading`}>
      <Loader size="sm" color="gray" />
    </div>
  );
}
