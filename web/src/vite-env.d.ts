/// <reference types="vite/client" />

declare module "*.po" {
  import type { Messages } from "@lingui/core";

  /** The messages of one language, compiled when the interface is built. */
  export const messages: Messages;
}
