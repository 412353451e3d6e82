import "./styles";
import { Trans } from "@lingui/react/macro";
import { GROUPED_KINDS, type Interval, partsOf, type Question, type Range, type Selector } from "../model/question";
import { compact } from "../model/reader";
import { propertiesOf, useVocabulary } from "../vocabulary";
import { BreakdownEditor } from "./breakdown-editor";
import classes from "./builder.module.css";
import { ConditionsEditor } from "./conditions-editor";
import { FunnelEditor } from "./funnel-editor";
import { HistogramEditor, PathsEditor, RetentionEditor, ScoreEditor, SessionsEditor } from "./other-editors";
import { Section } from "./parts";
import { PeopleEditor } from "./people-editor";
import { PeriodEditor } from "./period-editor";
import { RateEditor } from "./rate-editor";
import { TrendEditor } from "./trend-editor";

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
  const cut = intervalOf(question);
  return (
    <div className={classes.builder}>
      {question.kind === "audience" ? (
        <Section title={<Trans>People who</Trans>}>
          <PeopleEditor value={question.people} onChange={(people) => change({ people })} />
        </Section>
      ) : (
        <KindEditor question={question} onChange={onChange} />
      )}
      <PeriodEditor
        range={question.range}
        onRange={(range: Range | undefined) => change({ range })}
        interval={cut}
        {...(cut ? { onInterval: (interval: Interval) => change({ interval } as Partial<Question>) } : {})}
        {...(question.kind === "retention" ? { intervals: COHORT_INTERVALS } : {})}
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
            addLabel={
              partsOf(question.where).length > 0 ? <Trans>Another condition</Trans> : <Trans>A condition</Trans>
            }
          />
        </Section>
      )}
    </div>
  );
}

const COHORT_INTERVALS: readonly Interval[] = ["day", "week", "month", "quarter", "year"];

function intervalOf(question: Question): Interval | undefined {
  return "interval" in question ? question.interval : undefined;
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

function KindEditor({ question, onChange }: { question: Question; onChange(question: Question): void }) {
  switch (question.kind) {
    case "trend":
      return <TrendEditor question={question} onChange={onChange} />;
    case "funnel":
      return <FunnelEditor question={question} onChange={onChange} />;
    case "retention":
      return <RetentionEditor question={question} onChange={onChange} />;
    case "paths":
      return <PathsEditor question={question} onChange={onChange} />;
    case "score":
      return <ScoreEditor question={question} onChange={onChange} />;
    case "rate":
      return <RateEditor question={question} onChange={onChange} />;
    case "sessions":
      return <SessionsEditor question={question} onChange={onChange} />;
    case "histogram":
      return <HistogramEditor question={question} onChange={onChange} />;
    default:
      return null;
  }
}
