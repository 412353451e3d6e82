import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** Why something was not accepted, in the reader's words. */
export interface Reason {
  /** What is wrong. */
  what: MessageDescriptor;
  /** How to repair it. */
  fix?: MessageDescriptor;
}

const REASONS: Record<string, Reason> = {
  conflict: {
    what: msg`The message id was already used for other content`,
    fix: msg`Give every event an id of its own.`,
  },
  time_too_old: {
    what: msg`It happened too long ago for a live event`,
    fix: msg`Import old events from a file instead.`,
  },
  time_in_future: {
    what: msg`It is dated more than a day ahead`,
    fix: msg`Check the sender’s clock, and send sentAt so that the time can be corrected.`,
  },
  too_many_event_names: {
    what: msg`The project has as many event names as it may`,
    fix: msg`Keep names few: put what varies into properties.`,
  },
  too_many_property_names: {
    what: msg`The project has as many property names as it may`,
    fix: msg`Keep names few: put what varies into values.`,
  },
  missing_user: { what: msg`Nobody is named`, fix: msg`Send a userId or an anonymousId.` },
  missing: { what: msg`Something needed is missing`, fix: msg`Fill in this field.` },
  unknown_type: {
    what: msg`The type of message is not known`,
    fix: msg`Use identify, track, page, screen, group or alias.`,
  },
  invalid_timestamp: {
    what: msg`A time cannot be read`,
    fix: msg`Write it in ISO 8601, with its date, hour and zone.`,
  },
  invalid_type: { what: msg`A value is not of the right kind` },
  invalid_json: { what: msg`The JSON cannot be read`, fix: msg`Check brackets, commas and quotes.` },
  invalid_gzip: {
    what: msg`The compressed content cannot be read`,
    fix: msg`Compress it with gzip, or leave out Content-Encoding.`,
  },
  incomplete_body: { what: msg`The content broke off before its end`, fix: msg`Send it again.` },
  reserved_property: {
    what: msg`The name of a property is taken by Boussole`,
    fix: msg`Give the property another name.`,
  },
  too_deep: { what: msg`The content is nested too deeply`, fix: msg`Flatten the content.` },
  too_large: { what: msg`The content is too large`, fix: msg`Send less at a time.` },
  batch_too_large: { what: msg`The content is too large`, fix: msg`Send less at a time.` },
  too_long: { what: msg`A text is too long`, fix: msg`Shorten it.` },
  too_many_items: { what: msg`The batch holds too many messages`, fix: msg`Send them in several batches.` },
  too_many_lines: { what: msg`The order holds too many lines` },
};

/** Returns the words for the server's code of a cause; `undefined` for one that this version does not know. */
export function reasonOf(code: string): Reason | undefined {
  return Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
}
