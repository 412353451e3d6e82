import type { I18n, MessageDescriptor } from "@lingui/core";
import type { TimelineEvent } from "../../api/people";
import type { Formats } from "../formats";
import type { PropertyReader } from "./reader";

/** What an event is about; each family has its icon. */
export type Family = "order" | "delivery" | "promise" | "opinion" | "visit" | "message" | "other";

/** The event, and what is needed to speak of it. */
export interface Telling {
  i18n: I18n;
  formats: Formats;
  /** The properties of the event. */
  read: PropertyReader;
  /** When it happened. */
  timeMs: number;
  /** The day on the wall where it happened; `null` when it cannot be read. */
  day: string | null;
}

/** An event in the words of the reader. */
export interface Told {
  /** The sentence. */
  title: string;
  /** Short facts that follow it. */
  details: string[];
  /** What the customer wrote. */
  quote?: string | undefined;
  /** A mark from 1 to 5. */
  stars?: number | undefined;
  /** Something did not go as it should; the words are in the sentence or in `alarm`. */
  trouble?: boolean;
  /** What did not go as it should, when the sentence does not say it: how late it came. */
  alarm?: string | undefined;
}

/** How the events of one name are told. */
export interface EventKind {
  family: Family;
  /** Its name in lists, and its sentence when nothing more is known. */
  label: MessageDescriptor;
  /** Its sentence with what the properties say; what it leaves out is taken from the label. */
  tell?(telling: Telling): Partial<Told>;
}

/** The events that a part of the catalogue knows, by their public name. */
export type Catalogue = Readonly<Record<string, EventKind>>;

/** The fields of an event that its sentence needs. */
export type EventFacts = Pick<TimelineEvent, "event" | "time" | "local_time" | "properties">;

/** Returns the texts that exist. */
export function known(...texts: (string | undefined)[]): string[] {
  return texts.filter((text) => text !== undefined);
}
