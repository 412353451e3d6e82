import { useLingui } from "@lingui/react/macro";
import { Checkbox } from "@mantine/core";
import type { PathsQuestion } from "../model/question";
import { useVocabulary } from "../vocabulary";
import classes from "./builder.module.css";
import { RemoveButton } from "./parts";
import { SelectorEditor } from "./selector-editor";

interface PathEndProps {
  end: "from" | "to";
  question: PathsQuestion;
  onChange(question: PathsQuestion): void;
}

/** The event from which paths start or with which they end, where that is not the visit itself. */
export function PathEnd({ end, question, onChange }: PathEndProps) {
  const { t } = useLingui();
  const { events } = useVocabulary();
  const { [end]: selector, ...rest } = question;
  const free = rest as PathsQuestion;
  if (!selector || selector === "session_start") {
    return (
      <Checkbox
        size="xs"
        checked={false}
        label={end === "from" ? t`Start from a chosen event` : t`End with a chosen event`}
        onChange={() => onChange({ ...free, [end]: { event: events[0]?.name ?? "" } })}
      />
    );
  }
  const label = end === "from" ? t`Event from which paths start` : t`Event with which paths end`;
  return (
    <SelectorEditor
      label={label}
      field={end}
      value={selector}
      onChange={(next) => onChange({ ...question, [end]: next })}
      before={<span className={classes.word}>{end === "from" ? t`from` : t`to`}</span>}
      after={<RemoveButton label={t`Remove: ${label}`} onClick={() => onChange(free)} />}
    />
  );
}
