import type { Answer } from "../../../api/answers";
import type { Vocabulary } from "../../../api/insights";
import type { Question } from "../model/question";
import { tellFunnel } from "./funnel";
import { tellHistogram } from "./histogram";
import { tellPaths } from "./paths";
import { tellRate } from "./rate";
import { tellRetention } from "./retention";
import { tellScore } from "./score";
import { tellSessions } from "./sessions";
import type { Told } from "./sheet";
import type { Teller } from "./teller";
import { tellTrend } from "./trend";

/** Tells an answer; nothing when it is not of the kind that was asked for. */
export function tell(answer: Answer, question: Question, vocabulary: Vocabulary, teller: Teller): Told | undefined {
  switch (question.kind) {
    case "trend":
      return answer.kind === "trend" ? tellTrend(answer, question, vocabulary, teller) : undefined;
    case "funnel":
      return answer.kind === "funnel" ? tellFunnel(answer, question, teller) : undefined;
    case "retention":
      return answer.kind === "retention" ? tellRetention(answer, question, teller) : undefined;
    case "paths":
      return answer.kind === "paths" ? tellPaths(answer, question, teller) : undefined;
    case "score":
      return answer.kind === "score" && answer.score === question.score
        ? tellScore(answer, question, teller)
        : undefined;
    case "rate":
      return answer.kind === "rate" && answer.rate === question.rate ? tellRate(answer, question, teller) : undefined;
    case "sessions":
      return answer.kind === "sessions" && answer.measure === question.measure
        ? tellSessions(answer, question, teller)
        : undefined;
    case "histogram":
      return answer.kind === "histogram" ? tellHistogram(answer, question, teller) : undefined;
    default:
      return undefined;
  }
}
