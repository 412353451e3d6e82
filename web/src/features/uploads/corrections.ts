import type { Template, TemplateTable } from "../../api/uploads";

/** What is said for all tables of a template. */
export type CommonCorrection = Partial<Pick<Template, "name" | "timezone" | "currency">>;

/** Returns the template with other things said for all tables; `undefined` leaves them to be recognised. */
export function correctAll(template: Template, change: CommonCorrection): Template {
  return withoutAbsent({ ...template, ...change });
}

/** Returns the template with other things said of one table; `undefined` leaves them to be recognised. */
export function correctTable(template: Template, table: string, change: Partial<TemplateTable>): Template {
  const changed = withoutAbsent({ ...template.tables?.[table], ...change });
  return { ...template, tables: { ...template.tables, [table]: changed } };
}

/**
 * Returns the template with another file for a table.
 *
 * What was said of the file before does not hold for this one, but for columns that it has too.
 */
export function chooseFile(template: Template, table: string, file: string, columns: readonly string[]): Template {
  const before = Object.entries(template.tables?.[table]?.rename ?? {});
  const rename = Object.fromEntries(before.filter(([, from]) => columns.includes(from)));
  return { ...template, tables: { ...template.tables, [table]: { file, rename } } };
}

/** Returns the template with another column of the file for a column that it uses; without one, it is recognised. */
export function mapColumn(template: Template, table: string, column: string, from: string | undefined): Template {
  const { [column]: _, ...others } = template.tables?.[table]?.rename ?? {};
  return correctTable(template, table, { rename: from === undefined ? others : { ...others, [column]: from } });
}

function withoutAbsent<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
