import { msg } from "@lingui/core/macro";
import { type Catalogue, type EventKind, known, type Telling } from "./model";

/** Calls and conversations with the company's service. */
export const service: Catalogue = {
  "Call Received": contact(msg`Call received`),
  "Call Answered": contact(msg`Call answered`),
  "Call Abandoned": contact(msg`Call given up`, true),
  "Conversation Opened": contact(msg`Conversation opened`),
  "Conversation Resolved": contact(msg`Conversation resolved`),
};

function contact(label: EventKind["label"], trouble = false): EventKind {
  return {
    family: "message",
    label,
    tell: (telling) => ({
      details: known(telling.read.text("channel"), telling.read.text("topic", "subject"), wait(telling)),
      quote: telling.read.quote("text"),
      trouble,
    }),
  };
}

/** How long the customer waited, in minutes or, when short, in seconds. */
function wait({ i18n, formats, read }: Telling): string | undefined {
  const n_seconds = read.number("wait_seconds");
  if (n_seconds === undefined) {
    return undefined;
  }
  const inMinutes = n_seconds >= 60;
  const time = formats.duration(inMinutes ? n_seconds / 60 : n_seconds, inMinutes ? "minute" : "second");
  return i18n._(msg`waited ${time}`);
}
