import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type Theme, themesQuery } from "../../api/themes";
import { oneLine } from "../../lib/text";
import { THEME_NAMES } from "./names";

const NAME_LENGTH_MAX = 60;

/** A theme with its name. */
export interface NamedTheme {
  id: string;
  name: string;
}

/** Returns the themes that can be chosen, by name, and how to name any. */
export function useThemeNames() {
  const { i18n, t } = useLingui();
  const { data: list } = useQuery(themesQuery);
  const themes = list?.themes ?? [];
  function nameOfTheme({ id, name, words }: Theme): string {
    const known = THEME_NAMES[id];
    if (name) {
      return oneLine(name, NAME_LENGTH_MAX);
    }
    if (known) {
      return i18n._(known);
    }
    const word = oneLine(words[0] ?? id, NAME_LENGTH_MAX);
    return t`“${word}”`;
  }
  function nameOf(id: string): string {
    const theme = themes.find((each) => each.id === id);
    return theme ? nameOfTheme(theme) : oneLine(id, NAME_LENGTH_MAX);
  }
  const offered: NamedTheme[] = themes
    .filter(({ into, is_ignored }) => !into && !is_ignored)
    .map((theme) => ({ id: theme.id, name: nameOfTheme(theme) }))
    .sort((left, right) => left.name.localeCompare(right.name, i18n.locale));
  const isIgnored = (id: string) => themes.some((theme) => theme.id === id && theme.is_ignored);
  return { themes, offered, nameOf, nameOfTheme, isIgnored };
}
