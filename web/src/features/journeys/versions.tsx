import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type JourneyDefinition, type JourneyVersion, journeyVersionsQuery } from "../../api/journeys";
import { useFormats } from "../../lib/formats";
import { RefusalWords } from "../../ui/refusal-words";
import classes from "./edit-page.module.css";
import { useFetchVersion } from "./use-changes";

interface VersionsProps {
  /** The version that counts. */
  present: number;
  /** An older one is put into the form; it counts once it is saved. */
  onOpen(definition: JourneyDefinition): void;
}

/** All versions; each can be begun with again. */
export function Versions({ present, onOpen }: VersionsProps) {
  const { data: versions } = useQuery(journeyVersionsQuery);
  const open = useFetchVersion();
  if (!versions || versions.length < 2) {
    return null;
  }
  return (
    <section className={classes.versions} aria-labelledby="journey-versions">
      <h2 id="journey-versions">
        <Trans>Versions</Trans>
      </h2>
      {open.error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={open.error} />
        </p>
      ) : null}
      <ul>
        {versions.map((version) => (
          <li key={version.number} className={classes.line}>
            <span className={classes.grow}>
              <VersionWords version={version} />
            </span>
            {version.number === present ? (
              <span className={classes.quiet}>
                <Trans>The present one</Trans>
              </span>
            ) : (
              <Button
                variant="default"
                size="xs"
                loading={open.isPending && open.variables === version.number}
                onClick={() => open.mutate(version.number, { onSuccess: ({ definition }) => onOpen(definition) })}
              >
                <Trans>Put into the form</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function VersionWords({ version: { number, saved_by, saved_ms } }: { version: JourneyVersion }) {
  const { t } = useLingui();
  const formats = useFormats();
  if (saved_ms === null) {
    return <Trans>The journey that comes with Boussole</Trans>;
  }
  const date = formats.dateTime(saved_ms);
  const by = saved_by ?? t`the command line`;
  return (
    <Trans>
      Version {number}, {date}, by {by}
    </Trans>
  );
}
