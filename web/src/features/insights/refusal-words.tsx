import { useLingui } from "@lingui/react/macro";
import { oneLine } from "../../lib/text";
import type { Refused } from "./refusals";

const TEXT_LENGTH_MAX = 300;

/** Why something was refused, in the reader's words where there are any. */
export function RefusalWords({ refused }: { refused: Refused }) {
  const { i18n } = useLingui();
  const { field, words, server } = refused;
  const told = field ? `${field}: ${server}` : server;
  return words ? i18n._(words) : <span lang="en">{oneLine(told, TEXT_LENGTH_MAX)}</span>;
}
