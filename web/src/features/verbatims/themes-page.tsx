import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { type Theme, type ThemeChange, themesQuery } from "../../api/themes";
import { type VerbatimSummary, verbatimSummaryQuery } from "../../api/verbatims";
import { useFormats } from "../../lib/formats";
import { usePageTitle } from "../../lib/page-title";
import { FailureState } from "../../ui/failure-state";
import { ListSkeleton } from "../../ui/list-skeleton";
import { RefusalWords } from "../../ui/refusal-words";
import { UndoNotice } from "../../ui/undo-notice";
import { HIDDEN_BELOW } from "./blame-row";
import { LENGTH } from "./search";
import { Teaching } from "./teaching";
import { useFindThemes, useMayChangeThemes, useSaveThemes } from "./use-changes";
import { useThemeNames } from "./use-theme-names";
import classes from "./verbatims.module.css";

const ThemeDialog = lazy(() => import("./theme-dialog"));

/** Themes as they were before a change that can be taken back. */
interface Before {
  base: number;
  themes: Theme[];
  /** What a theme that was added becomes: none is ever removed. */
  n: number;
}

/** What customers talk about, and what people made of it. */
export function ThemesPage() {
  const { t } = useLingui();
  const { data: list, error, refetch } = useQuery(themesQuery);
  const { data: summary } = useQuery(verbatimSummaryQuery({ days: LENGTH }));
  const mayChange = useMayChangeThemes();
  const find = useFindThemes();
  const save = useSaveThemes();
  const [edited, setEdited] = useState<Theme | "new">();
  const [before, setBefore] = useState<Before>();
  usePageTitle(t`Themes`);
  const themes = list?.themes ?? [];
  function change(next: ThemeChange[]) {
    if (!list) {
      return;
    }
    save.mutate(
      { base: list.version, themes: next },
      {
        onSuccess: (saved) => {
          setBefore({ base: saved.version, themes: list.themes, n: list.themes.length });
          setEdited(undefined);
        },
      },
    );
  }
  function undo(last: Before) {
    const added = themes.slice(last.n).map((theme) => ({ ...theme, is_ignored: true }));
    save.mutate({ base: last.base, themes: [...last.themes, ...added] }, { onSuccess: () => setBefore(undefined) });
  }
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>
          <Trans>Themes</Trans>
        </h1>
        {mayChange ? (
          <>
            <Button variant="default" size="xs" loading={find.isPending} onClick={() => find.mutate()}>
              <Trans>Look for themes</Trans>
            </Button>
            <Button variant="default" size="xs" onClick={() => setEdited("new")}>
              <Trans>Add a theme</Trans>
            </Button>
          </>
        ) : null}
      </header>
      <p className={classes.quiet}>
        <Link to="/verbatims">
          <Trans>Back to the verbatims</Trans>
        </Link>{" "}
        <Trans>
          A clause is about a theme when it has one of its words. Words that you give go before those that come with
          Boussole; those that were found come last. A theme keeps its id whatever you make of it.
        </Trans>{" "}
        <Trans>Texts are those of the last 13 weeks.</Trans>
      </p>
      <p className={classes.quiet} role="status">
        {find.data ? <Found n={find.data.n_found} /> : null}
      </p>
      {find.error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={find.error} />
        </p>
      ) : null}
      {!list && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!list && !error ? <ListSkeleton /> : null}
      <Teaching />
      {list ? (
        <ThemeSection
          themes={themes}
          summary={summary}
          mayChange={mayChange}
          onEdit={(theme) => {
            save.reset();
            setEdited(theme);
          }}
        />
      ) : null}
      {edited ? (
        <Suspense>
          <ThemeDialog
            theme={edited === "new" ? undefined : edited}
            themes={themes}
            error={save.error}
            isPending={save.isPending}
            onSave={change}
            onClose={() => setEdited(undefined)}
          />
        </Suspense>
      ) : null}
      {before ? (
        <UndoNotice onUndo={() => undo(before)} onDismiss={() => setBefore(undefined)}>
          <Trans>The themes are saved.</Trans>
        </UndoNotice>
      ) : null}
    </div>
  );
}

function Found({ n }: { n: number }) {
  return n === 0 ? (
    <Trans>Nothing new comes often enough in what is about no known theme.</Trans>
  ) : (
    <Plural value={n} one="# theme was found." other="# themes were found." />
  );
}

interface ThemeSectionProps {
  themes: Theme[];
  summary: VerbatimSummary | undefined;
  mayChange: boolean;
  onEdit(theme: Theme): void;
}

/** The themes, the one that most texts are about first. */
function ThemeSection({ themes, summary, mayChange, onEdit }: ThemeSectionProps) {
  const counted = new Map(summary?.themes.map((theme) => [theme.theme, theme]));
  const count = (theme: Theme) => counted.get(theme.id)?.n ?? 0;
  const shown = themes.toSorted((left, right) => count(right) - count(left));
  const groups = {
    kept: shown.filter((theme) => !(theme.is_found || theme.into || theme.is_ignored)),
    found: shown.filter((theme) => theme.is_found && !theme.into && !theme.is_ignored),
    away: shown.filter((theme) => theme.into || theme.is_ignored),
  };
  const rows = (list: Theme[]) => (
    <ul className={classes.rows}>
      {list.map((theme) => (
        <ThemeRow
          key={theme.id}
          theme={theme}
          counted={counted.get(theme.id)}
          mayChange={mayChange}
          onEdit={() => onEdit(theme)}
        />
      ))}
    </ul>
  );
  return (
    <>
      {groups.found.length > 0 ? (
        <section className={classes.section} aria-labelledby="found">
          <h2 id="found">
            <Trans>Found in what you were told</Trans>
          </h2>
          <p className={classes.quiet}>
            <Trans>
              Words that come again and again in what is about no other theme. Give each a name, take it for another
              theme, or pass over it.
            </Trans>
          </p>
          {rows(groups.found)}
        </section>
      ) : null}
      <section className={classes.section} aria-labelledby="kept">
        <h2 id="kept">
          <Trans>What customers talk about</Trans>
        </h2>
        {rows(groups.kept)}
      </section>
      {groups.away.length > 0 ? (
        <section className={classes.section} aria-labelledby="away">
          <h2 id="away">
            <Trans>Taken for another one, or passed over</Trans>
          </h2>
          {rows(groups.away)}
        </section>
      ) : null}
    </>
  );
}

interface ThemeRowProps {
  theme: Theme;
  counted: VerbatimSummary["themes"][number] | undefined;
  mayChange: boolean;
  onEdit(): void;
}

function ThemeRow({ theme, counted, mayChange, onEdit }: ThemeRowProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const { nameOf, nameOfTheme } = useThemeNames();
  const percent = (share: number) => formats.percent(share / 100);
  const name = nameOfTheme(theme);
  const n = counted?.n ?? 0;
  const [share, low, high] = [counted?.negative ?? 0, counted?.low ?? 0, counted?.high ?? 0].map(percent);
  const into = theme.into ? nameOf(theme.into) : "";
  return (
    <li>
      <span>
        <strong>{name}</strong>
        {theme.words.length > 0 ? <span className={classes.quiet}> {theme.words.join(", ")}</span> : null}
      </span>
      <span className={classes.quiet}>
        {theme.into ? <Trans>taken for {into}</Trans> : null}
        {theme.is_ignored && !theme.into ? <Trans>passed over</Trans> : null}
        {theme.into || theme.is_ignored ? null : (
          <>
            <Link to="/verbatims" search={{ theme: theme.id }}>
              <Plural value={n} one="# text" other="# texts" />
            </Link>
            {n < HIDDEN_BELOW ? null : (
              <>
                {", "}
                <Trans>
                  {share} blame it (between {low} and {high})
                </Trans>
              </>
            )}
          </>
        )}
      </span>
      {mayChange ? (
        <Button size="compact-xs" variant="default" aria-label={t`Change: ${name}`} onClick={onEdit}>
          <Trans>Change</Trans>
        </Button>
      ) : null}
    </li>
  );
}
