import { Textarea, TextInput } from "@mantine/core";
import type { SurveyDefinition, SurveyWords } from "../../api/surveys";
import { WORDS_LENGTH_MAX } from "./draft";
import { LANGUAGES } from "./names";
import classes from "./surveys.module.css";

interface WordsFieldProps {
  label: string;
  description?: string;
  words: SurveyWords;
  languages: SurveyDefinition["languages"];
  /** Whether several lines are expected. */
  isLong?: boolean;
  onChange(words: SurveyWords): void;
}

/** A text in each language of the survey. */
export function WordsField({ label, description, words, languages, isLong = false, onChange }: WordsFieldProps) {
  const Field = isLong ? Textarea : TextInput;
  return (
    <div className={classes.stack}>
      {LANGUAGES.filter(({ tag }) => languages.includes(tag)).map(({ tag, name }, index) => (
        <Field
          key={tag}
          label={languages.length > 1 ? `${label} (${name})` : label}
          description={index === 0 ? description : undefined}
          lang={tag}
          value={words[tag] ?? ""}
          maxLength={WORDS_LENGTH_MAX}
          onChange={(event) => onChange({ ...words, [tag]: event.currentTarget.value })}
        />
      ))}
    </div>
  );
}
