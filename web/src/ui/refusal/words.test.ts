import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { reasonOf } from "../../lib/reasons";
import { isToldByMessage, wordsOf } from "./words";

/** Refusals that no page can meet, with the reason why. */
const NEVER_ON_A_PAGE: Readonly<Record<string, string>> = {
  cannot_listen: "the program does not start",
  folder_in_use: "the program does not start",
  other_company: "the program does not start",
  invalid_mail_server: "the program does not start",
  invalid_mail_from: "the program does not start",
  invalid_url: "the program does not start",
  invalid_unsubscribe: "asked by mail programs",
  unknown_topic: "pages send the types of the interface",
  invalid_plants: "the program does not start: what is inside of it is checked by its own tests",
  invalid_toml: "the program does not start: what is inside of it is checked by its own tests",
  batch: "the name of a key of what is inside of the program",
  other_version: "between two programs on one machine",
  too_many_commands: "between two programs on one machine",
  unreadable: "a file that is named at the command line",
  unknown_key: "a door that pages do not use",
  not_a_report: "a message that is handed over at the command line",
  foreign_report: "a message that is handed over at the command line",
  unknown_effect: "told as unknown_message",
  unknown_language: "pages send the types of the interface",
  unknown_state: "pages send the types of the interface",
  invalid_id: "pages send the ids that they were given",
  unknown_journey: "pages send the ids that they were given",
  invalid_search: "pages send no longer words",
  unknown_word: "pages filter by what there is",
  invalid_limit: "pages send the types of the interface",
  invalid_body: "pages send the types of the interface",
  invalid_parameter: "pages send the types of the interface",
  unknown_parameter: "pages send the types of the interface",
  unknown_field: "a question that is wrong as a text: the server's words name the field and those that exist",
};

const CRATES = new URL("../../../../crates/", import.meta.url);
const REFUSAL = /(?:Refusal::new|\.refuse)\(\s*"([a-z_]+)"/g;
/** Explanations of files are chosen as triples: the code, the message, what to do. */
const TRIPLE = /\(\s*"([a-z]+(?:_[a-z]+)+)",\s*format!\(/g;

/** The Rust sources of what the server does, without their tests. */
function sources(): string[] {
  return readdirSync(CRATES).flatMap((crate) => {
    const folder = new URL(`${crate}/src/`, CRATES);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".rs"));
    return files.map((file) => readFileSync(new URL(file, folder), "utf8").split("#[cfg(test)]\nmod tests")[0] ?? "");
  });
}

function codesIn(texts: string[]): string[] {
  const found = texts.flatMap((text) =>
    [...text.matchAll(REFUSAL), ...text.matchAll(TRIPLE)].map(([, code = ""]) => code),
  );
  return [...new Set(found)].sort();
}

const codes = codesIn(sources());

test("codes are found however they are written", () => {
  const text =
    'Refusal::new("one_code", x) node.refuse(\n  "two_codes", y) => (\n "three_codes",\n format!("z"), "hint")';
  expect(codesIn([text])).toEqual(["one_code", "three_codes", "two_codes"]);
  expect(codes.length).toBeGreaterThan(140);
  expect(codes).toContain("protected_file");
});

test("what the server refuses is told in the reader's words, or never met on a page", () => {
  const untold = codes.filter(
    (code) => !wordsOf(code, undefined) && !reasonOf(code) && !Object.hasOwn(NEVER_ON_A_PAGE, code),
  );
  expect(untold).toEqual([]);
});

test("the exceptions are still refusals of the server, and have no words", () => {
  const needless = Object.keys(NEVER_ON_A_PAGE).filter((code) => !codes.includes(code) || wordsOf(code, undefined));
  expect(needless).toEqual([]);
});

test.each([
  ["too_large", "name", "A file may have at most 2 GB: pack it with gzip, or cut it in two."],
  ["too_large", undefined, "This is too long."],
  ["member_exists", "email", "The project has a member with this address already."],
  ["of_a_later_version", "name", undefined],
  // Not what every object has.
  ["constructor", undefined, undefined],
])("%s at %s", (code, field, words) => {
  expect(wordsOf(code, field)?.message).toBe(words);
});

test("only refusals of files are placed by the server's message", () => {
  expect([isToldByMessage("truncated_file"), isToldByMessage("name_taken")]).toEqual([true, false]);
});
