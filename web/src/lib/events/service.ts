import { msg } from "@lingui/core/macro";
import { type Catalogue, type EventKind, known } from "./model";
import { toldValue } from "./values";
import { wait } from "./wait";

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
      details: known(toldValue(telling, "channel"), toldValue(telling, "topic", "subject"), wait(telling)),
      quote: telling.read.quote("text"),
      trouble,
    }),
  };
}
