import { lazy } from "react";
import type { Question } from "../model/question";
import { PathsEditor, RetentionEditor, SessionsEditor } from "./other-editors";
import { RateEditor } from "./rate-editor";
import { TrendEditor } from "./trend-editor";
import { HistogramEditor, ScoreEditor } from "./value-editors";

// The only kind with menus, which are fetched with it.
const FunnelEditor = lazy(() => import("./funnel-editor"));

interface KindEditorProps {
  question: Question;
  onChange(question: Question): void;
}

/** What only questions of one kind say. */
export default function KindEditor({ question, onChange }: KindEditorProps) {
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
