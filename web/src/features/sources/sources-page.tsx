import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Source, sourcesQuery } from "../../api/sources";
import { usePageTitle } from "../../lib/page-title";
import { oneLine } from "../../lib/text";
import { FailureState } from "../../ui/failure-state";
import { IconPlus } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { RefusalWords } from "../../ui/refusal-words";
import { SettingsTabs } from "../../ui/settings-tabs";
import { UndoNotice } from "../../ui/undo-notice";
import { NothingYet } from "./nothing-yet";
import { SourceCard } from "./source-card";
import { CountMeanings } from "./source-counts";
import { SourceDialog } from "./source-dialog";
import classes from "./sources-page.module.css";
import { useChangeSource, useIsOwner } from "./use-changes";

const RELOAD_MS = 10_000;

/** The sources of the project; an owner makes, renames and disables them. */
export function SourcesPage() {
  const { t } = useLingui();
  const isOwner = useIsOwner();
  const { data: sources, error, refetch } = useQuery({ ...sourcesQuery, refetchInterval: RELOAD_MS });
  const [creating, setCreating] = useState(false);
  const create = isOwner ? () => setCreating(true) : undefined;
  usePageTitle(t`Sources`);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>
          <Trans>Sources</Trans>
        </h1>
        {create && sources && sources.length > 0 ? (
          <Button size="xs" leftSection={<IconPlus size={16} />} onClick={create}>
            <Trans>Create a source</Trans>
          </Button>
        ) : null}
      </header>
      <SettingsTabs />
      {!sources && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!sources && !error ? <ListSkeleton /> : null}
      {sources?.length === 0 ? <NothingYet onCreate={create} /> : null}
      {sources && sources.length > 0 ? <SourceList sources={sources} isOwner={isOwner} /> : null}
      {creating ? <SourceDialog onClose={() => setCreating(false)} /> : null}
    </div>
  );
}

function SourceList({ sources, isOwner }: { sources: readonly Source[]; isOwner: boolean }) {
  const { changed, error, switchSource, dismiss } = useSwitch();
  const name = oneLine(changed?.name ?? "", 80);
  return (
    <div className={classes.list}>
      {error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={error} />
        </p>
      ) : null}
      {sources.map((source) => (
        <SourceCard
          key={source.id}
          source={source}
          isOwner={isOwner}
          onSwitch={() => switchSource(source, source.disabled_ms === null)}
        />
      ))}
      <CountMeanings />
      {changed ? (
        <UndoNotice onUndo={() => switchSource(changed, changed.disabled_ms === null)} onDismiss={dismiss}>
          {changed.disabled_ms === null ? (
            <Trans>“{name}” is enabled: its events are accepted again.</Trans>
          ) : (
            <Trans>“{name}” is disabled: its events are refused.</Trans>
          )}
        </UndoNotice>
      ) : null}
    </div>
  );
}

/** Disables and enables sources, and remembers the last change so that it can be undone. */
function useSwitch() {
  const change = useChangeSource();
  const [changed, setChanged] = useState<Source | undefined>();
  function switchSource({ id }: Source, disabled: boolean) {
    const isUndo = changed?.id === id && (changed.disabled_ms !== null) !== disabled;
    change.mutate({ id, disabled }, { onSuccess: (source) => setChanged(isUndo ? undefined : source) });
  }
  return { changed, error: change.error, switchSource, dismiss: () => setChanged(undefined) };
}
