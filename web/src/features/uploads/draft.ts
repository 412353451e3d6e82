import type { Candidate, Template, TemplateInfo, TemplateTable } from "../../api/uploads";

/** What a member decided about the files of one upload; what was not decided is as recognised. */
export interface Draft {
  /** The name of the shipped template that was chosen. */
  recipe?: string | undefined;
  /** The text of one's own template; then no shipped one is used. */
  toml?: string | undefined;
  /** The template as it was corrected. */
  corrected?: Template | undefined;
  /** The template of the last dry run. */
  tried?: Template | undefined;
}

/** A template of one's own has at most so many characters. */
export const TOML_LENGTH_MAX = 256 * 1024;
const TEXT_LENGTH_MAX = 1_000;
const ENTRIES_MAX = 1_000;
const ROWS_MAX = 10_000;

/** What is known of the shipped templates and of the files. */
export interface Known {
  /** The templates that fit the files, best first. */
  candidates: readonly Candidate[];
  infos: readonly TemplateInfo[];
  /** The name of the first file that can be read. */
  file: string | undefined;
}

/** Returns the template that holds: as corrected, as chosen, or else the one that fits best. */
export function templateOf(draft: Draft, { candidates, infos, file }: Known): Template | undefined {
  if (draft.corrected) {
    return draft.corrected;
  }
  if (draft.toml !== undefined) {
    return { toml: draft.toml };
  }
  const { recipe } = draft;
  if (recipe === undefined) {
    return candidates[0]?.template;
  }
  const fitting = candidates.find((candidate) => candidate.recipe === recipe);
  if (fitting) {
    return fitting.template;
  }
  // Nothing in the files speaks for it: its only table is what the file must be, and its columns are matched by hand.
  const [table, ...others] = infos.find((info) => info.recipe === recipe)?.tables ?? [];
  return table && others.length === 0 && file !== undefined
    ? { recipe, tables: { [table.name]: { file } } }
    : { recipe };
}

/** Says whether two templates say the same, in whatever order. */
export function isSameTemplate(one: Template | undefined, other: Template | undefined): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}

/** Reads what was kept for an upload; nothing when it was kept for another one, and only what can be understood. */
export function parseDraft(text: string | null, upload: string): Draft {
  const kept = asObject(readJson(text));
  if (kept?.upload !== upload) {
    return {};
  }
  const template = (value: unknown) => (asObject(value) ? parseTemplate(value) : undefined);
  return defined({
    recipe: parseText(kept.recipe),
    toml: parseText(kept.toml, TOML_LENGTH_MAX),
    corrected: template(kept.corrected),
    tried: template(kept.tried),
  });
}

/** Writes what is kept for an upload. */
export function writeDraft(draft: Draft, upload: string): string {
  return JSON.stringify({ ...draft, upload });
}

function parseTemplate(value: unknown): Template {
  const raw = asObject(value) ?? {};
  return defined({
    recipe: parseText(raw.recipe),
    toml: parseText(raw.toml, TOML_LENGTH_MAX),
    name: parseText(raw.name),
    timezone: parseText(raw.timezone),
    currency: parseText(raw.currency),
    tables: parseEntries(raw.tables, parseTable),
  });
}

function parseTable(value: unknown): TemplateTable | undefined {
  const raw = asObject(value);
  if (!raw) {
    return undefined;
  }
  return defined({
    file: parseText(raw.file),
    encoding: parseText(raw.encoding),
    delimiter: parseText(raw.delimiter),
    decimal_comma: typeof raw.decimal_comma === "boolean" ? raw.decimal_comma : undefined,
    time_formats: parseTexts(raw.time_formats),
    sheet: parseText(raw.sheet),
    skip_rows: parseRows(raw.skip_rows),
    header_rows: parseRows(raw.header_rows),
    rename: parseEntries(raw.rename, (name) => parseText(name)),
  });
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : undefined;
}

function parseText(value: unknown, length_max = TEXT_LENGTH_MAX): string | undefined {
  return typeof value === "string" && value.length <= length_max ? value : undefined;
}

function parseTexts(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.slice(0, ENTRIES_MAX).filter((text) => parseText(text) !== undefined) : undefined;
}

function parseRows(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= ROWS_MAX ? value : undefined;
}

function parseEntries<Value>(raw: unknown, parse: (value: unknown) => Value | undefined) {
  const object = asObject(raw);
  const entries = Object.entries(object ?? {}).slice(0, ENTRIES_MAX);
  const parsed = entries.flatMap(([name, value]) => {
    const known = parse(value);
    return known === undefined ? [] : [[name, known] as const];
  });
  return object ? Object.fromEntries(parsed) : undefined;
}

function defined<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
