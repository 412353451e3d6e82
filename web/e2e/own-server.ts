import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { needed } from "./member.ts";

/** A server of a data folder in which nothing is; it ends when it is stopped. */
export class OwnServer {
  readonly #folder = mkdtempSync(join(tmpdir(), "boussole-own-"));
  readonly #process: ChildProcess;
  readonly signInLink: Promise<string>;

  /** Starts it with these arguments of `serve` beside the usual ones. */
  constructor(...more: string[]) {
    const options = ["--data", join(this.#folder, "data"), "serve", "--listen", "127.0.0.1:0", ...more];
    this.#process = spawn(needed("BOUSSOLE_PROGRAM"), options, { stdio: ["ignore", "pipe", "ignore"] });
    const { stdout } = this.#process;
    this.signInLink = stdout ? signInLinkOf(createInterface(stdout)) : Promise.reject(new Error("it says nothing"));
  }

  stop(): void {
    this.#process.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function signInLinkOf(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) {
    const link = line.startsWith("sign in, once: ") ? line.slice("sign in, once: ".length) : undefined;
    if (link) {
      return link;
    }
  }
  throw new Error("the server ended before one could sign in");
}
