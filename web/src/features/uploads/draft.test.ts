import { expect, test } from "vitest";
import type { Candidate, Template, TemplateInfo } from "../../api/uploads";
import { isSameTemplate, parseDraft, templateOf, writeDraft } from "./draft";

const template: Template = {
  recipe: "orders",
  timezone: "Europe/Paris",
  tables: {
    orders: {
      file: "a.csv",
      delimiter: ";",
      decimal_comma: true,
      time_formats: ["%d/%m/%Y"],
      skip_rows: 2,
      rename: { amount: "Total TTC" },
    },
  },
};

test("what was decided is read as it was written, for its upload alone", () => {
  const draft = { recipe: "orders", corrected: template, tried: template };
  expect(parseDraft(writeDraft(draft, "u1"), "u1")).toEqual(draft);
  expect(parseDraft(writeDraft(draft, "u1"), "u2")).toEqual({});
});

test.each([
  [null, {}],
  ["", {}],
  ["{", {}],
  ["[]", {}],
  ['{"upload":"u1","recipe":7,"toml":null,"corrected":[]}', {}],
  [
    '{"upload":"u1","corrected":{"tables":{"a":{"skip_rows":-1,"header_rows":2,"time_formats":["%d",3],"rename":{"x":1,"y":"Y"}},"b":7}}}',
    { corrected: { tables: { a: { header_rows: 2, time_formats: ["%d"], rename: { y: "Y" } } } } },
  ],
])("%s is not trusted", (text, expected) => {
  expect(parseDraft(text, "u1")).toEqual(expected);
});

const candidate = (recipe: string) => ({ recipe, template: { recipe, tables: {} } }) as unknown as Candidate;
const candidates = [candidate("orders"), candidate("answers")];
const infos = [
  { recipe: "costs", tables: [{ name: "costs" }] },
  { recipe: "calls", tables: [{ name: "calls" }, { name: "agents" }] },
] as unknown as TemplateInfo[];

test.each([
  ["the best at first", {}, candidates, { recipe: "orders", tables: {} }],
  ["the chosen one", { recipe: "answers" }, candidates, { recipe: "answers", tables: {} }],
  [
    "a chosen one that does not fit takes the file",
    { recipe: "costs" },
    candidates,
    { recipe: "costs", tables: { costs: { file: "a.csv" } } },
  ],
  ["one of several tables has to be told", { recipe: "calls" }, candidates, { recipe: "calls" }],
  ["one that is not known", { recipe: "gone" }, candidates, { recipe: "gone" }],
  ["one's own", { toml: "name = 'x'" }, candidates, { toml: "name = 'x'" }],
  ["as corrected", { recipe: "answers", corrected: template }, candidates, template],
  ["nothing fits", {}, [], undefined],
])("%s", (_, draft, among, expected) => {
  expect(templateOf(draft, { candidates: among, infos, file: "a.csv" })).toEqual(expected);
});

test("the order in which a template says things means nothing, but that of formats does", () => {
  const one: Template = { recipe: "a", tables: { t: { file: "f", sheet: "s" } } };
  expect(isSameTemplate(one, { tables: { t: { sheet: "s", file: "f" } }, recipe: "a" })).toBe(true);
  expect(isSameTemplate(one, { recipe: "a" })).toBe(false);
  const formats = (...time_formats: string[]): Template => ({ tables: { t: { time_formats } } });
  expect(isSameTemplate(formats("%d", "%m"), formats("%m", "%d"))).toBe(false);
});
