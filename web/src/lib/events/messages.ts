import { msg } from "@lingui/core/macro";
import { type Catalogue, type EventKind, known } from "./model";
import { toldValue } from "./values";

/** Messages between the company and its customers. */
export const messages: Catalogue = {
  "Email Sent": message(msg`E-mail sent`),
  "Email Delivered": message(msg`E-mail delivered`),
  "Email Opened": message(msg`E-mail opened`),
  "Email Link Clicked": message(msg`Link of an e-mail followed`),
  "Email Bounced": message(msg`E-mail returned`, true),
  Unsubscribed: message(msg`Unsubscribed`, true),
  "Message Sent": message(msg`Message sent`),
  "Message Received": message(msg`Message received`),
};

function message(label: EventKind["label"], trouble = false): EventKind {
  return {
    family: "message",
    label,
    tell: (telling) => ({
      details: known(
        telling.read.text("email_subject", "subject", "campaign_name", "campaign") ?? toldValue(telling, "channel"),
        toldValue(telling, "topic"),
      ),
      quote: telling.read.quote("text", "body"),
      trouble,
    }),
  };
}
