import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { TodayFigure } from "../../api/today";
import { oneLine } from "../../lib/text";
import { figureName } from "./figures";
import { useTeller } from "./teller";
import classes from "./today-page.module.css";

const NAME_LENGTH_MAX = 60;

/** The figures for which nothing was ever received, and what to send for them, in one quiet line. */
export function NotMeasured({ figures }: { figures: readonly TodayFigure[] }) {
  const teller = useTeller();
  const missing = figures.filter(({ absent }) => absent === "no_events");
  if (missing.length === 0) {
    return null;
  }
  return (
    <p className={classes.quiet}>
      <Trans>Not measured yet:</Trans>{" "}
      {missing.map(({ name, needs }, index) => (
        <span key={name}>
          {index > 0 ? ", " : ""}
          {figureName(name, teller)}
          {needs ? (
            <>
              {" "}
              (<code>{oneLine(needs, NAME_LENGTH_MAX)}</code>)
            </>
          ) : null}
        </span>
      ))}
      .{" "}
      <Trans>
        Send these events <Link to="/settings/sources">from a site or an app</Link>, or{" "}
        <Link to="/imports">import a file</Link>.
      </Trans>
    </p>
  );
}
