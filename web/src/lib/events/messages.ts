import { msg } from "@lingui/core/macro";
import { type Catalogue, type EventKind, known } from "./model";

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
    tell: ({ read }) => ({
      details: known(read.text("email_subject", "subject", "campaign_name", "campaign", "channel"), read.text("topic")),
      quote: read.quote("text", "body"),
      trouble,
    }),
  };
}
