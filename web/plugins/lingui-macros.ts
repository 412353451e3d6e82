import { transformAsync } from "@babel/core";
import type { Plugin } from "vite";

const sourceFile = /\/src\/.*\.tsx?$/;

/**
 * Compiles Lingui's macros before React's plugin sees the file.
 *
 * The React plugin no longer runs Babel, so the macros need this pass of their own; files without a macro skip it.
 */
export function linguiMacros(): Plugin {
  return {
    name: "boussole-lingui-macros",
    enforce: "pre",
    async transform(code, id) {
      const [path = ""] = id.split("?");
      if (!sourceFile.test(path) || !/@lingui\/(core|react)\/macro/.test(code)) {
        return null;
      }
      const result = await transformAsync(code, {
        filename: path,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ["typescript", "jsx"] },
        plugins: ["@lingui/babel-plugin-lingui-macro"],
      });
      return result?.code ? { code: result.code, map: result.map } : null;
    },
  };
}
