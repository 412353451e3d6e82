import type { Problem } from "../../api/failure";
import { oneLine } from "../../lib/text";

const TEXT_LENGTH_MAX = 500;

/** What the server itself says, which is English. */
export function ServerWords({ problem }: { problem: Problem }) {
  const { field, message, hint } = problem;
  const placed = field ? `${field}: ${message}` : message;
  return <bdi lang="en">{oneLine(hint ? `${placed} (${hint})` : placed, TEXT_LENGTH_MAX)}</bdi>;
}
