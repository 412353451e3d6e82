import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { TodayFigure } from "../../api/today";
import { oneLine } from "../../lib/text";
import { figureName } from "./figures";
import { useTeller } from "./teller";
import classes from "./today-page.module.css";

const NAME_LENGTH_MAX = 60;

/** The figures that cannot be told yet, in a quiet line for each reason. */
export default function NotMeasured({ figures }: { figures: readonly TodayFigure[] }) {
  const missing = figures.filter(({ absent }) => absent === "no_events");
  const short = figures.filter(({ absent }) => absent === "not_enough_history");
  return (
    <>
      {short.length > 0 ? <TooShort figures={short} /> : null}
      {missing.length > 0 ? <NeverReceived figures={missing} /> : null}
    </>
  );
}

function TooShort({ figures }: { figures: readonly TodayFigure[] }) {
  const teller = useTeller();
  const names = figures.map(({ name }) => figureName(name, teller));
  const list = new Intl.ListFormat(teller.i18n.locale, { type: "unit" }).format(names);
  return (
    <p className={classes.quiet}>
      <Trans>The history is still too short for: {list}.</Trans>
    </p>
  );
}

/** Nothing was ever received for them: says what to send. */
function NeverReceived({ figures }: { figures: readonly TodayFigure[] }) {
  const teller = useTeller();
  return (
    <p className={classes.quiet}>
      <Trans>Not measured yet:</Trans>{" "}
      {figures.map(({ name, needs }, index) => (
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
