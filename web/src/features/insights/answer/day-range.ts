const LONG: Intl.DateTimeFormatOptions = { day: "numeric", month: "long", year: "numeric" };
const SHORT: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };

/**
 * Writes so many days (`every` is `28d` or `4w`) from a local day on by the first and the last of them: `3–30 June 2026`.
 *
 * Returns nothing for hours, and for what is no day.
 */
export function dayRange(first: string, every: string, tag: string, length: "long" | "short"): string | undefined {
  const n_days = daysOf(every);
  const start = new Date(`${first}T00:00Z`);
  if (n_days === undefined || Number.isNaN(start.getTime())) {
    return undefined;
  }
  const last = new Date(start);
  last.setUTCDate(last.getUTCDate() + n_days - 1);
  const format = new Intl.DateTimeFormat(tag, { ...(length === "long" ? LONG : SHORT), timeZone: "UTC" });
  const parts = format.formatRangeToParts(start, last);
  const isFirst = ({ type, value }: { type: string; value: string }) => type === "day" && value === "1";
  const text = parts.map((part) => (tag.startsWith("fr") && isFirst(part) ? "1er" : part.value)).join("");
  // Two days of one month stand close, as two numbers do.
  return text.replace(/\b(\d{1,2}|1er)\s–\s(\d{1,2})\b/, "$1–$2");
}

function daysOf(span: string): number | undefined {
  const found = /^(\d+)([dw])$/.exec(span);
  return found ? Number(found[1]) * (found[2] === "w" ? 7 : 1) : undefined;
}
