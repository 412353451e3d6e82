import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Modal, NativeSelect, TextInput } from "@mantine/core";
import "./styles";
import { lazy, Suspense, useState } from "react";
import type { Theme, ThemeChange } from "../../api/themes";
import classes from "../../ui/dialog.module.css";
import { RefusalWords } from "../../ui/refusal-words";
import { useThemeNames } from "./use-theme-names";

const TagsInput = lazy(() => import("../../ui/tags-input"));
const NAME_LENGTH_MAX = 80;
const WORDS_MAX = 200;
const NEW: ThemeChange = { id: null, name: "", words: [], is_found: false, into: null, is_ignored: false };

interface ThemeDialogProps {
  /** The theme to change; without one, a theme is added. */
  theme?: Theme | undefined;
  themes: Theme[];
  error: Error | null;
  isPending: boolean;
  onSave(themes: ThemeChange[]): void;
  onClose(): void;
}

/** Asks how a theme is called, by which words it is known, and whether it is another one. */
export default function ThemeDialog({ theme, themes, error, isPending, onSave, onClose }: ThemeDialogProps) {
  const { t } = useLingui();
  const { offered, nameOfTheme } = useThemeNames();
  const [draft, setDraft] = useState<ThemeChange>(theme ?? NEW);
  const presentName = theme ? nameOfTheme(theme) : "";
  const others = offered.filter(({ id }) => id !== theme?.id);
  function save() {
    const name = draft.name?.trim() || null;
    // Who gives a found theme a name, or a word, takes it over.
    const isTakenOver = name !== null || draft.words.join("\n") !== theme?.words.join("\n");
    const changed = { ...draft, name, is_found: draft.is_found && !isTakenOver };
    onSave(theme ? themes.map((each) => (each.id === theme.id ? changed : each)) : [...themes, changed]);
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={theme ? t`Change the theme` : t`New theme`}
      closeButtonProps={{ "aria-label": t`Close` }}
    >
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextInput
          label={t`Name`}
          value={draft.name ?? ""}
          placeholder={presentName}
          maxLength={NAME_LENGTH_MAX}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <Suspense>
          <TagsInput
            label={t`Words and phrases`}
            description={t`A clause with one of them is about this theme. “*” at the end stands for any ending: deliver*.`}
            value={draft.words}
            maxTags={WORDS_MAX}
            splitChars={[",", ";"]}
            clearable={false}
            onChange={(words) => setDraft({ ...draft, words })}
          />
        </Suspense>
        {theme ? (
          <>
            <NativeSelect
              label={t`Take it for another theme`}
              value={draft.into ?? ""}
              data={[
                { value: "", label: t`It is a theme of its own` },
                ...others.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(event) => setDraft({ ...draft, into: event.currentTarget.value || null })}
            />
            <Checkbox
              label={t`Pass over it: it is counted nowhere`}
              checked={draft.is_ignored}
              onChange={(event) => setDraft({ ...draft, is_ignored: event.currentTarget.checked })}
            />
          </>
        ) : (
          <p className={classes.quiet}>
            <Trans>
              To part a theme, give the part a name and its words: clauses with these leave the theme that they were
              about.
            </Trans>
          </p>
        )}
        {error ? (
          <p className={classes.error} role="alert">
            <RefusalWords error={error} />
          </p>
        ) : null}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            type="submit"
            loading={isPending}
            disabled={!theme && !(draft.name?.trim() && draft.words.length > 0)}
          >
            {theme ? <Trans>Save</Trans> : <Trans>Add the theme</Trans>}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
