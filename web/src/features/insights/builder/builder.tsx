import "./styles";
import { Trans } from "@lingui/react/macro";
import { lazy, Suspense } from "react";
import { ListSkeleton } from "../../../ui/list-skeleton";
import { readQuestion } from "../model/parse";
import { withoutPart } from "../model/part-path";
import {
  type CalendarStep,
  GROUPED_KINDS,
  type Interval,
  intervalOf,
  isCut,
  type Question,
  type Range,
  type Selector,
} from "../model/question";
import { compact } from "../model/reader";
import { propertiesOf, useVocabulary } from "../vocabulary";
import { BreakdownEditor } from "./breakdown-editor";
import classes from "./builder.module.css";
import { ConditionsEditor } from "./conditions-editor";
import { KeptParts } from "./kept-parts";
import { Section } from "./parts";
import { PeopleEditor } from "./people-editor";
import { PeriodEditor } from "./period-editor";

const KindEditor = lazy(() => import("./kind-editor"));

interface BuilderProps {
  question: Question;
  /** The period of the present answer. */
  shown: { from: string; to: string } | undefined;
  onChange(question: Question): void;
}

/** Everything that can be said in a question. */
export default function Builder({ question, shown, onChange }: BuilderProps) {
  const vocabulary = useVocabulary();
  const change = (part: Partial<Question>) => onChange(compact({ ...question, ...part } as Question));
  const properties = propertiesOf(vocabulary, mainSelector(question));
  const cut = isCut(question) ? intervalOf(question) : undefined;
  const { kept } = readQuestion(question.kind, question);
  return (
    <div className={classes.builder}>
      {question.kind === "audience" ? (
        <Section title={<Trans>People who</Trans>}>
          <PeopleEditor value={question.people} onChange={(people) => change({ people })} />
        </Section>
      ) : (
        <Suspense fallback={<ListSkeleton />}>
          <KindEditor question={question} onChange={onChange} />
        </Suspense>
      )}
      <PeriodEditor
        range={question.range}
        onRange={(range: Range | undefined) => change({ range })}
        interval={cut}
        {...(cut ? { onInterval: (interval: Interval) => change(cutBy(question, interval)) } : {})}
        {...(question.kind === "retention" ? { steps: COHORT_STEPS } : {})}
        shown={shown}
      />
      {GROUPED_KINDS.includes(question.kind) ? (
        <BreakdownEditor
          value={question.breakdown ?? []}
          properties={properties}
          onChange={(breakdown) => change({ breakdown: breakdown.length > 0 ? breakdown : undefined })}
        />
      ) : null}
      {question.kind === "audience" ? null : (
        <Section title={<Trans>Only people who</Trans>}>
          <PeopleEditor value={question.people} onChange={(people) => change({ people })} />
        </Section>
      )}
      {question.kind === "audience" ? null : (
        <Section title={<Trans>Only events where</Trans>}>
          <ConditionsEditor
            field="where"
            value={question.where}
            properties={propertiesOf(vocabulary, undefined)}
            onChange={(where) => change({ where })}
            addLabel={<Trans>A condition</Trans>}
          />
        </Section>
      )}
      <KeptParts parts={kept} onRemove={(part) => onChange(withoutPart(question, part.path))} />
    </div>
  );
}

const COHORT_STEPS: readonly CalendarStep[] = ["day", "week", "month", "quarter", "year"];

/** What changes with the cut: only days can be joined in brackets. */
function cutBy({ kind }: Question, interval: Interval): Partial<Question> {
  const joined = kind === "retention" && interval !== "day" ? { brackets: undefined } : {};
  return { interval, ...joined } as Partial<Question>;
}

/** The events whose properties split the answer. */
function mainSelector(question: Question): Selector | undefined {
  switch (question.kind) {
    case "trend":
      return question.series[0]?.select;
    case "funnel":
      return question.steps[0];
    case "retention":
      return question.start;
    case "score":
    case "histogram":
      return question.select;
    default:
      return undefined;
  }
}
