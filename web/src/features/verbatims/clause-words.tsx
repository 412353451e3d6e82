import { Trans, useLingui } from "@lingui/react/macro";
import { Button, NativeSelect } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import type { Polarity, VerbatimClause } from "../../api/verbatims";
import { RefusalWords } from "../../ui/refusal-words";
import { POLARITY_NAMES } from "./names";
import { POLARITIES } from "./search";
import { useLabelClause } from "./use-changes";
import { useThemeNames } from "./use-theme-names";
import classes from "./verbatims.module.css";

/** The key that says each. */
const KEYS: Readonly<Record<string, Polarity>> = { "+": "positive", "-": "negative", "0": "neutral" };

interface ClauseWordsProps {
  clause: VerbatimClause;
  isOpen: boolean;
  onToggle(): void;
}

/** The words of a clause that can be corrected: by one key, or with all choices below. */
export function ClauseWords({ clause, isOpen, onToggle }: ClauseWordsProps) {
  const { i18n, t } = useLingui();
  const label = useLabelClause();
  const { id, theme, polarity, text, is_checked } = clause;
  function press(event: KeyboardEvent) {
    const said = KEYS[event.key];
    const isRight = event.key === "=";
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      onToggle();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !(said || isRight)) {
      return;
    }
    event.preventDefault();
    label.mutate({ clause: id, said: { theme, polarity: said ?? polarity } });
  }
  const told = i18n._(POLARITY_NAMES[polarity]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a `button` is a box of its own, and these words flow with their sentence
    <span
      role="button"
      tabIndex={0}
      className={`${classes.clause} ${classes[polarity]}`}
      aria-expanded={isOpen}
      aria-keyshortcuts="Plus - 0 ="
      data-checked={is_checked || undefined}
      title={is_checked ? t`${told}, as somebody said` : told}
      onClick={onToggle}
      onKeyDown={press}
    >
      {text}
    </span>
  );
}

/** All that can be said of a clause. */
export function ClauseEditor({ clause, onClose }: { clause: VerbatimClause; onClose(): void }) {
  const { i18n, t } = useLingui();
  const { offered, nameOf } = useThemeNames();
  const label = useLabelClause();
  const [theme, setTheme] = useState(clause.theme);
  const [polarity, setPolarity] = useState(clause.polarity);
  const isKnown = theme === null || offered.some(({ id }) => id === theme);
  const close = { onSuccess: onClose };
  return (
    <form
      className={classes.editor}
      onSubmit={(event) => {
        event.preventDefault();
        label.mutate({ clause: clause.id, said: { theme, polarity } }, close);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          onClose();
        }
      }}
    >
      <NativeSelect
        size="xs"
        label={t`This is about`}
        value={theme ?? ""}
        data={[
          { value: "", label: t`No known theme` },
          ...(theme !== null && !isKnown ? [{ value: theme, label: nameOf(theme) }] : []),
          ...offered.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => setTheme(event.currentTarget.value || null)}
      />
      <NativeSelect
        size="xs"
        label={t`And it is`}
        value={polarity}
        data={POLARITIES.map((each) => ({ value: each, label: i18n._(POLARITY_NAMES[each]) }))}
        onChange={(event) => setPolarity(POLARITIES.find((each) => each === event.currentTarget.value) ?? polarity)}
      />
      <Button type="submit" size="xs" loading={label.isPending}>
        {theme === clause.theme && polarity === clause.polarity ? <Trans>It is right</Trans> : <Trans>Save</Trans>}
      </Button>
      {clause.is_checked ? (
        <Button size="xs" variant="default" onClick={() => label.mutate({ clause: clause.id }, close)}>
          <Trans>Forget what was said</Trans>
        </Button>
      ) : null}
      <Button size="xs" variant="subtle" onClick={onClose}>
        <Trans>Close</Trans>
      </Button>
      <p className={classes.quiet}>
        <Trans>
          It holds for all who write the same words. Keys on a clause: + positive, - negative, 0 neutral, = it is right.
        </Trans>
      </p>
      {label.error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={label.error} />
        </p>
      ) : null}
    </form>
  );
}
