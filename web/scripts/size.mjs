// Fails when the interface became too heavy. Sizes are gzip, of JavaScript and styles together:
// the first load is everything that the start page needs before it can be used, in one language.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const KB = 1000;
const FIRST_LOAD_MAX = 220 * KB;
const ROUTE_MAX = 60 * KB;
const CHARTS_MAX = 200 * KB;
/** The script that other sites have in their pages. */
const WIDGET = "survey.js";
const WIDGET_MAX = 12 * KB;
const ENTRY = "index.html";
const SHELL = "src/app/shell.tsx";
/** What is fetched without the shell, or before it; everything else finds it there already. */
const BESIDE_SHELL = [SHELL, "src/features/session/sign-in-page.tsx"];
/** The one chunk that draws charts, fetched with the first of them. */
const CHARTS = "src/charts/draw.ts";
const FIRST_PAGES = [
  "src/locales/fr.po",
  SHELL,
  "src/features/today/today-page.tsx",
  "src/features/today/locales/fr.po",
];

/** @typedef {{ file: string, css?: string[], imports?: string[], dynamicImports?: string[], isDynamicEntry?: boolean }} Chunk */
const dist = new URL("../dist/", import.meta.url);
/** @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

/**
 * The files that are fetched when the modules `names` are.
 * @param {string[]} names
 */
function filesOf(names) {
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {Set<string>} */
  const files = new Set();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const chunk = manifest[name];
    if (!chunk) {
      throw new Error(`the build has no ${name}`);
    }
    if (!seen.has(name)) {
      seen.add(name);
      waiting.push(...(chunk.imports ?? []));
      for (const file of [chunk.file, ...(chunk.css ?? [])]) {
        files.add(file);
      }
    }
  }
  return files;
}

/**
 * The files that are there already when the module `name` is fetched: the shell, and what everything has that fetches it.
 * @param {string} name
 */
function presentBefore(name) {
  if (BESIDE_SHELL.includes(name)) {
    return filesOf([ENTRY]);
  }
  const importers = Object.keys(manifest).filter((each) => manifest[each]?.dynamicImports?.includes(name));
  const [first = filesOf([ENTRY, SHELL]), ...others] = importers.map((importer) => filesOf([ENTRY, SHELL, importer]));
  return new Set([...first].filter((file) => others.every((files) => files.has(file))));
}

/** @param {Iterable<string>} files */
function weight(files) {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, dist))).length, 0);
}

let failed = false;
/** @param {string} name @param {number} bytes @param {number} bytes_max */
function report(name, bytes, bytes_max) {
  const over = bytes > bytes_max;
  failed ||= over;
  console.log(`${(bytes / KB).toFixed(1).padStart(7)} kB of ${bytes_max / KB} ${over ? "OVER" : "ok  "} ${name}`);
}

report(WIDGET, weight([WIDGET]), WIDGET_MAX);
report("first load", weight(filesOf([ENTRY, ...FIRST_PAGES])), FIRST_LOAD_MAX);
for (const [name, chunk] of Object.entries(manifest)) {
  if (chunk.isDynamicEntry) {
    const own = [...filesOf([name])].filter((file) => !presentBefore(name).has(file));
    report(name, weight(own), name === CHARTS ? CHARTS_MAX : ROUTE_MAX);
  }
}
process.exitCode = failed ? 1 : 0;
