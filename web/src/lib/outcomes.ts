import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Outcome } from "../api/live-events";

/** What can become of an item, from the best to the worst. */
export const OUTCOMES: readonly Outcome[] = ["accepted", "duplicate", "conflict", "quarantined", "refused"];

/** What became of one item, in one word or two. */
export const OUTCOME_NAMES: Record<Outcome, MessageDescriptor> = {
  accepted: msg`Accepted`,
  duplicate: msg`Duplicate`,
  conflict: msg`Conflict`,
  quarantined: msg`Set aside`,
  refused: msg`Refused`,
};

/** How many became of one kind: in French these words agree with the events. */
export const OUTCOME_COUNT_NAMES: Record<Outcome, MessageDescriptor> = {
  accepted: msg({ message: "Accepted", context: "number of events" }),
  duplicate: msg({ message: "Duplicates", context: "number of events" }),
  conflict: msg({ message: "Conflicts", context: "number of events" }),
  quarantined: msg({ message: "Set aside", context: "number of events" }),
  refused: msg({ message: "Refused", context: "number of events" }),
};

/** What the outcomes mean. */
export const OUTCOME_MEANINGS: Record<Outcome, MessageDescriptor> = {
  accepted: msg`Stored, and part of the customer’s timeline.`,
  duplicate: msg`Sent once more with the same message id: it counts once.`,
  conflict: msg`Its message id was already used for other content: the first one stays.`,
  quarantined: msg`Readable, but not usable as it is: kept aside, and counted nowhere.`,
  refused: msg`Not readable: nothing of it was kept.`,
};
