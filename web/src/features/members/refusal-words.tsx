import { useLingui } from "@lingui/react/macro";
import { oneLine } from "../../lib/text";
import { refusedBy } from "./refusals";

const TEXT_LENGTH_MAX = 300;

/** Why a change failed, in the reader's words where there are any. */
export function RefusalWords({ error }: { error: unknown }) {
  const { i18n } = useLingui();
  const { words, server } = refusedBy(error);
  return words ? i18n._(words) : <span lang="en">{oneLine(server, TEXT_LENGTH_MAX)}</span>;
}
