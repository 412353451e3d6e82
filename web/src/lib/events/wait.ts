import { msg } from "@lingui/core/macro";
import type { Telling } from "./model";

/** How long the customer waited, in minutes or, when short, in seconds. */
export function wait({ i18n, formats, read }: Telling): string | undefined {
  const n_seconds = read.number("wait_seconds", "wait_s");
  if (n_seconds === undefined) {
    return undefined;
  }
  const inMinutes = n_seconds >= 60;
  const time = formats.duration(inMinutes ? n_seconds / 60 : n_seconds, inMinutes ? "minute" : "second");
  return i18n._(msg`waited ${time}`);
}
