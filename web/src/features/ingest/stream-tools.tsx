import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { sourcesQuery } from "../../api/sources";
import { OUTCOME_NAMES, OUTCOMES } from "../../lib/outcomes";
import { oneLine } from "../../lib/text";
import { IconPlayerPause, IconPlayerPlay } from "../../ui/icons";
import { type LiveSearch, parseLiveSearch } from "./search";
import classes from "./stream-tools.module.css";
import type { useStream } from "./use-stream";

const NAME_LENGTH_MAX = 80;

interface StreamToolsProps {
  search: LiveSearch;
  stream: ReturnType<typeof useStream>;
}

/** Holds the stream and lets it go again, and chooses what it shows. */
export function StreamTools({ search, stream }: StreamToolsProps) {
  return (
    <div className={classes.tools}>
      <Button
        className={classes.hold}
        variant="default"
        size="xs"
        disabled={!stream.shown}
        leftSection={stream.isHeld ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
        onClick={stream.toggleHeld}
      >
        {stream.isHeld ? <Trans>Resume</Trans> : <Trans>Pause</Trans>}
      </Button>
      <Filters search={search} />
      <span className={classes.state} data-held={stream.isHeld || undefined}>
        {stream.isHeld ? (
          <Plural value={stream.n_waiting} _0="Paused" one="Paused, # new" other="Paused, # new" />
        ) : (
          <Trans>The list fills by itself</Trans>
        )}
      </span>
    </div>
  );
}

function Filters({ search }: { search: LiveSearch }) {
  const { i18n, t } = useLingui();
  const navigate = useNavigate();
  const { data: sources = [] } = useQuery(sourcesQuery);
  const names = sources.map(({ id, name }) => ({ value: id, label: oneLine(name, NAME_LENGTH_MAX) }));
  // A source that the list does not name stays chosen all the same.
  const unlisted = search.source && !sources.some(({ id }) => id === search.source) ? [search.source] : [];
  function change(part: { outcome?: string; source?: string }) {
    void navigate({ to: "/live-events", search: parseLiveSearch({ ...search, ...part }), replace: true });
  }
  return (
    <>
      <NativeSelect
        className={classes.filter}
        size="xs"
        aria-label={t`Result`}
        value={search.outcome ?? ""}
        onChange={(event) => change({ outcome: event.currentTarget.value })}
        data={[
          { value: "", label: t`All results` },
          ...OUTCOMES.map((outcome) => ({ value: outcome, label: i18n._(OUTCOME_NAMES[outcome]) })),
        ]}
      />
      <NativeSelect
        className={classes.filter}
        size="xs"
        aria-label={t`Source`}
        value={search.source ?? ""}
        onChange={(event) => change({ source: event.currentTarget.value })}
        data={[{ value: "", label: t`All sources` }, ...names, ...unlisted]}
      />
    </>
  );
}
