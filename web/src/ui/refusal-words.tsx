import { Trans } from "@lingui/react/macro";
import { lazy, Suspense } from "react";
import { type Problem, problemOf, UNEXPECTED, UNREACHABLE } from "../api/failure";
import { type MessageCatalogue, withMessages } from "../lib/language";
import { ServerWords } from "./refusal/server-words";

const messages: MessageCatalogue = {
  en: () => import("./refusal/locales/en.po"),
  fr: () => import("./refusal/locales/fr.po"),
};

/** The words are many and seldom needed: they are fetched with the first refusal. */
const ToldRefusal = lazy(() =>
  withMessages(messages, import("./refusal/told-refusal")).catch(() => ({ default: ServerWords })),
);

/** Why a request failed, in the reader's words; those of the server are marked as such. */
export function RefusalWords({ error, atField = false }: { error: unknown; atField?: boolean }) {
  return <ProblemWords problem={problemOf(error)} atField={atField} />;
}

interface ProblemWordsProps {
  problem: Problem;
  /** The words stand at the field that is at fault: they need not name it. */
  atField?: boolean;
}

/** The same of what the server kept with an import. */
export function ProblemWords({ problem, atField = false }: ProblemWordsProps) {
  if (problem.code === UNREACHABLE) {
    return <Trans>The server cannot be reached. Nothing was changed.</Trans>;
  }
  if (problem.code === UNEXPECTED) {
    return <Trans>Something unexpected happened in the interface.</Trans>;
  }
  return (
    <Suspense fallback={null}>
      <ToldRefusal problem={problem} atField={atField} />
    </Suspense>
  );
}
