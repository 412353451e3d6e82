import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { jsonText, oneLine } from "../../lib/text";
import { CodeBlock } from "../../ui/code-block";
import { pathName } from "./model/part-path";
import type { Question } from "./model/question";
import type { Part } from "./model/reader";
import classes from "./question-page.module.css";

const CODE_LENGTH_MAX = 20_000;
const PATH_LENGTH_MAX = 120;

interface UnreadQuestionProps {
  asked: Question;
  /** The parts that the builder cannot read. */
  lost: readonly Part[];
  /** Whether a question is left without these parts. */
  editable: boolean;
  /** Takes what is left into the builder, or the question with which one begins. */
  onChange(): void;
}

/** A question that is asked as it was written, and that the builder cannot change. */
export default function UnreadQuestion({ asked, lost, editable, onChange }: UnreadQuestionProps) {
  const { t } = useLingui();
  const names = outermost(lost).map(({ path }) => pathName(path));
  return (
    <div className={classes.unread}>
      <p>
        <Trans>This question is asked as it is written. It has parts that cannot be changed here:</Trans>
      </p>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <code>{name === "" ? t`the whole question` : oneLine(name, PATH_LENGTH_MAX)}</code>
          </li>
        ))}
      </ul>
      <CodeBlock code={jsonText(asked, CODE_LENGTH_MAX)} label={t`The question as JSON`} copyable />
      <Button variant="default" size="xs" onClick={onChange}>
        {editable ? <Trans>Change it here, without these parts</Trans> : <Trans>Begin with another question</Trans>}
      </Button>
    </div>
  );
}

/** Of parts within each other, the outer ones. */
function outermost(parts: readonly Part[]): Part[] {
  const isWithin = (inner: Part, outer: Part) =>
    outer.path.length < inner.path.length && outer.path.every((step, index) => inner.path[index] === step);
  return parts.filter((part) => !parts.some((other) => isWithin(part, other)));
}
