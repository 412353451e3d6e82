import type { I18n } from "@lingui/core";
import { wallClock } from "../dates";
import type { Formats } from "../formats";
import { oneLine } from "../text";
import { company } from "./company";
import { deliveries } from "./deliveries";
import { messages } from "./messages";
import type { Catalogue, EventFacts, EventKind, Family, Told } from "./model";
import { opinions } from "./opinions";
import { orders } from "./orders";
import { PropertyReader } from "./reader";
import { service } from "./service";
import { visits } from "./visits";

const NAME_LENGTH_MAX = 120;
const catalogue: Catalogue = { ...orders, ...deliveries, ...opinions, ...visits, ...messages, ...service, ...company };

function kindOf(event: string): EventKind | undefined {
  return Object.hasOwn(catalogue, event) ? catalogue[event] : undefined;
}

/** Says what the events of this name are about. */
export function familyOf(event: string): Family {
  return kindOf(event)?.family ?? "other";
}

/** Says whether the events of this name have words of their own; others keep the name that the sender gave. */
export function isWellKnown(event: string): boolean {
  return kindOf(event) !== undefined;
}

/** Names the events of this name in the language of the reader. */
export function eventLabel(event: string, i18n: I18n): string {
  const kind = kindOf(event);
  return kind ? i18n._(kind.label) : oneLine(event, NAME_LENGTH_MAX);
}

/** Tells an event in the language of the reader. */
export function tellEvent(event: EventFacts, i18n: I18n, formats: Formats): Told {
  const day = wallClock(event.local_time)?.day ?? null;
  const telling = { i18n, formats, read: new PropertyReader(event.properties), timeMs: Date.parse(event.time), day };
  const told = kindOf(event.event)?.tell?.(telling);
  return { title: eventLabel(event.event, i18n), details: [], ...told };
}
