import { useLingui } from "@lingui/react/macro";
import type { Answer } from "../../../api/answers";
import { Chart } from "../../../charts/chart";
import type { Question } from "../model/question";
import { AnswerTable } from "./answer-table";
import { CohortTable } from "./cohort-table";
import { FiguresView } from "./figures-view";
import { funnelViews } from "./funnel";
import { FunnelChart } from "./funnel-chart";
import { pathViews } from "./paths";
import { PathsChart } from "./paths-chart";
import type { Told } from "./sheet";
import type { Teller } from "./teller";
import { useOpenWho } from "./who-button";

interface AnswerBodyProps {
  answer: Answer;
  question: Question;
  told: Told;
  /** The numbers as a table, in place of what draws them. */
  asTable: boolean;
  teller: Teller;
}

/** What shows an answer: the drawing that fits its kind, or its table. */
export function AnswerBody({ answer, question, told, asTable, teller }: AnswerBodyProps) {
  const { t } = useLingui();
  const open = useOpenWho();
  const label = t`The numbers as a table`;
  if (asTable) {
    return <AnswerTable sheet={told.sheet} label={label} teller={teller} />;
  }
  if (answer.kind === "funnel" && question.kind === "funnel") {
    return <FunnelChart views={funnelViews(answer, question, teller)} teller={teller} />;
  }
  if (answer.kind === "paths" && question.kind === "paths") {
    return <PathsChart views={pathViews(answer, question, teller)} teller={teller} />;
  }
  if (told.figures) {
    return <FiguresView figures={told.figures} />;
  }
  const { chart, behind } = told;
  return (
    <>
      {chart ? (
        <Chart
          model={chart}
          label={told.finding}
          {...(behind ? { onPick: (series: number, index: number) => open(behind(series, index)) } : {})}
        />
      ) : null}
      {question.kind === "retention" ? <CohortTable sheet={told.sheet} label={t`Cohorts`} teller={teller} /> : null}
    </>
  );
}
