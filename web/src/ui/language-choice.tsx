import { useLingui } from "@lingui/react/macro";
import { LANGUAGE_NAMES, LANGUAGES, switchLanguage } from "../lib/language";
import classes from "./language-choice.module.css";

/** The two languages side by side, each in its own words. */
export function LanguageChoice() {
  const { i18n, t } = useLingui();
  return (
    <fieldset className={classes.choice} aria-label={t`Language`}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.locale === language}
          onClick={() => void switchLanguage(language)}
        >
          {LANGUAGE_NAMES[language]}
        </button>
      ))}
    </fieldset>
  );
}
