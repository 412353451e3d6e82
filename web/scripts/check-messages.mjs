// Fails when a message of the source lacks a translation, when a catalogue holds one that is no longer used,
// or when one does not compile. Nothing is written: `npm run messages` brings the catalogues up to date.
import { createCompiledCatalog, getCatalogs } from "@lingui/cli/api";
import { getConfig } from "@lingui/conf";

const config = getConfig({ configPath: new URL("../lingui.config.ts", import.meta.url).pathname });
/** @type {string[]} */
const faults = [];

for (const catalog of await getCatalogs(config)) {
  const inSource = (await catalog.collect()) ?? {};
  for (const locale of config.locales) {
    const inCatalogue = (await catalog.read(locale)) ?? {};
    for (const [id, { message }] of Object.entries(inSource)) {
      if (!inCatalogue[id]?.translation) {
        faults.push(`${locale}: not translated: ${message ?? id}`);
      }
    }
    for (const [id, { message }] of Object.entries(inCatalogue)) {
      if (!(id in inSource)) {
        faults.push(`${locale}: no longer used: ${message ?? id}`);
      }
    }
    const { messages } = await catalog.getTranslations(locale, {
      sourceLocale: config.sourceLocale ?? "en",
      fallbackLocales: config.fallbackLocales ?? {},
    });
    const { errors } = createCompiledCatalog(locale, messages, { strict: true });
    faults.push(...errors.map(({ id, error }) => `${locale}: does not compile: ${id}: ${error.message}`));
  }
  console.log(`${Object.keys(inSource).length} messages in ${config.locales.join(", ")}`);
}

for (const fault of faults) {
  console.error(fault);
}
process.exitCode = faults.length > 0 ? 1 : 0;
