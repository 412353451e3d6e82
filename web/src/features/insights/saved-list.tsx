import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { type SavedQuestion, savedQuestionsQuery } from "../../api/insights";
import { useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import { FailureState } from "../../ui/failure-state";
import { IconChartLine, IconDots, IconPencil, IconTrash } from "../../ui/icons";
import { RefusalWords } from "../../ui/refusal-words";
import { UndoNotice } from "../../ui/undo-notice";
import { KIND_WORDS } from "./kinds";
import { parseKind } from "./model/kind";
import { savedAddress } from "./saved";
import classes from "./start-page.module.css";
import { useChangeSaved, useDeleteSaved, useMaySave, useSaveQuestion } from "./use-saved";

const SaveDialog = lazy(() => import("./save-dialog"));
const NAME_LENGTH_MAX = 120;

/** The analyses that members saved; deleting one can be taken back. */
export function SavedList() {
  const { data: saved, error, refetch } = useQuery(savedQuestionsQuery);
  const maySave = useMaySave();
  const { removed, failure, remove, restore, dismiss } = useRemoval();
  const [renaming, setRenaming] = useState<SavedQuestion | undefined>();
  const name = oneLine(removed?.name ?? "", NAME_LENGTH_MAX);
  return (
    <section>
      <h2 className={classes.section}>
        <Trans>Saved analyses</Trans>
      </h2>
      {!saved && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {failure ? (
        <p className={classes.quiet} role="alert">
          <RefusalWords error={failure} />
        </p>
      ) : null}
      {saved?.length === 0 ? (
        <p className={classes.quiet}>
          <Trans>None yet. Ask a question above, then save it under a name: all members of the project see it.</Trans>
        </p>
      ) : null}
      {saved && saved.length > 0 ? (
        <ul className={classes.saved}>
          {saved.map((each) => (
            <SavedItem
              key={each.id}
              saved={each}
              {...(maySave ? { onRename: () => setRenaming(each), onDelete: () => remove(each) } : {})}
            />
          ))}
        </ul>
      ) : null}
      {renaming ? <RenameDialog saved={renaming} onClose={() => setRenaming(undefined)} /> : null}
      {removed ? (
        <UndoNotice onUndo={restore} onDismiss={dismiss}>
          <Trans>“{name}” was deleted.</Trans>
        </UndoNotice>
      ) : null}
    </section>
  );
}

/** Deletes analyses, and remembers the last one so that it can be saved again. */
function useRemoval() {
  const deletion = useDeleteSaved();
  const create = useSaveQuestion();
  const [removed, setRemoved] = useState<SavedQuestion | undefined>();
  function restore() {
    if (removed) {
      create.mutate(removed, { onSuccess: () => setRemoved(undefined) });
    }
  }
  return {
    removed,
    failure: deletion.error ?? create.error,
    remove: (saved: SavedQuestion) => deletion.mutate(saved, { onSuccess: setRemoved }),
    restore,
    dismiss: () => setRemoved(undefined),
  };
}

interface SavedItemProps {
  saved: SavedQuestion;
  onRename?: () => void;
  onDelete?: () => void;
}

function SavedItem({ saved, onRename, onDelete }: SavedItemProps) {
  const { i18n, t } = useLingui();
  const formats = useFormats();
  const kind = parseKind(saved.question.kind);
  const Icon = kind ? KIND_WORDS[kind].icon : IconChartLine;
  const name = oneLine(saved.name, NAME_LENGTH_MAX);
  const who = oneLine(saved.changed_by ?? "", NAME_LENGTH_MAX);
  const day = formats.date(saved.changed_ms);
  const what = kind ? i18n._(KIND_WORDS[kind].name) : "";
  return (
    <li className={classes.item}>
      <Icon size={18} stroke={1.7} />
      <Link to={savedAddress(saved)} preload={false}>
        <bdi>{name}</bdi>
      </Link>
      <p className={classes.quiet}>{[what, who, day].filter(Boolean).join(" · ")}</p>
      {onRename && onDelete ? (
        <div data-tools>
          <Menu position="bottom-end" shadow="md">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={t`What to do with “${name}”`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={15} />} onClick={onRename}>
                <Trans>Rename</Trans>
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={15} />} onClick={onDelete}>
                <Trans>Delete</Trans>
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      ) : null}
    </li>
  );
}

function RenameDialog({ saved, onClose }: { saved: SavedQuestion; onClose(): void }) {
  const { t } = useLingui();
  const change = useChangeSaved();
  return (
    <Suspense fallback={null}>
      <SaveDialog
        title={t`Rename the analysis`}
        action={<Trans>Rename</Trans>}
        name={saved.name}
        error={change.error}
        pending={change.isPending}
        onSave={(name) => change.mutate({ id: saved.id, name }, { onSuccess: onClose })}
        onClose={onClose}
      />
    </Suspense>
  );
}
