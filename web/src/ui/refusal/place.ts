import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { oneLine } from "../../lib/text";

const NAME_LENGTH_MAX = 120;
const PARTS_MAX = 8;
/** The codes whose field is a table of the template and one of its columns. */
const OF_A_COLUMN: readonly string[] = ["ambiguous_column", "unknown_recipe_column", "unsupported_column"];

/** The parts of what was sent that people have a word for; the others are seen where the fault is shown. */
const PARTS: Readonly<Record<string, (which: string) => MessageDescriptor>> = {
  series: (which) => msg`Curve ${which}`,
  steps: (which) => msg`Step ${which}`,
  where: (which) => msg`Condition ${which}`,
  all: (which) => msg`Condition ${which}`,
  any: (which) => msg`Condition ${which}`,
  people: (which) => msg`Condition on people ${which}`,
  breakdown: (which) => msg`Breakdown ${which}`,
  columns: (which) => msg`Column ${which}`,
  tables: (which) => msg`File “${which}”`,
};

/** Names the parts of what was sent in which a fault lies, from the outside in. */
export function placeOf(code: string, field: string | null | undefined): MessageDescriptor[] {
  if (!field) {
    return [];
  }
  if (OF_A_COLUMN.includes(code)) {
    const [table = "", ...rest] = field.split(".");
    const which = short(table);
    const column = short(rest.join("."));
    return [msg`File “${which}”`, msg`Column “${column}”`];
  }
  const parts = [...field.matchAll(/([a-z_]+)\[([^\]]+)\]/g)].slice(0, PARTS_MAX);
  return parts.flatMap(([, name = "", which = ""]) => {
    const tell = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    return tell ? [tell(numbered(which))] : [];
  });
}

/** People count from one. */
function numbered(which: string): string {
  return /^\d{1,4}$/.test(which) ? String(Number(which) + 1) : short(which);
}

function short(name: string): string {
  return oneLine(name, NAME_LENGTH_MAX);
}
