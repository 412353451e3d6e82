import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { Plugin } from "vite";

const compressible = /\.(css|html|js|svg)$/;
/** Below this, the headers weigh more than what is saved. */
const BYTES_MIN = 1024;
const compress = promisify(brotliCompress);

/** Writes a brotli file beside every text file of the build, so that the server compresses nothing. */
export function brotliBeside(): Plugin {
  let folder = "dist";
  return {
    name: "boussole-brotli-beside",
    apply: "build",
    configResolved(config) {
      folder = config.build.outDir;
    },
    async closeBundle() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile() && compressible.test(entry.name));
      await Promise.all(files.map((file) => compressFile(join(file.parentPath, file.name))));
    },
  };
}

async function compressFile(path: string): Promise<void> {
  const content = await readFile(path);
  if (content.length < BYTES_MIN) {
    return;
  }
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  await writeFile(`${path}.br`, await compress(content, { params }));
}
