import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { LetterTopic, Topic } from "../../api/notifications";

/** How each kind of letters is called. */
export const TOPIC_NAMES: Record<LetterTopic, MessageDescriptor> = {
  weekly: msg`Weekly figures`,
  silence: msg`A source falls silent`,
  survey: msg`Questions to customers`,
};

/** What each kind tells, and when. */
export const TOPIC_MEANINGS: Record<Topic, MessageDescriptor> = {
  weekly: msg`Every Monday morning: the figures of Today that you may see, and how much there is to look at first.`,
  silence: msg`When nothing has arrived from a source for 24 hours: which one, and since when.`,
};
