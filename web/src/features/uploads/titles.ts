import { useLingui } from "@lingui/react";
import type { Title } from "../../api/imports";
import { oneLine } from "../../lib/text";

const TITLE_LENGTH_MAX = 120;

interface Titled {
  recipe: string;
  title: Title;
}

/** Returns how a template is called in the language of the reader; one without a title has its name. */
export function useTitle(): (template: Titled) => string {
  const { i18n } = useLingui();
  return ({ recipe, title }) => oneLine((i18n.locale === "fr" ? title.fr : title.en) || recipe, TITLE_LENGTH_MAX);
}
