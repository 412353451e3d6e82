import { useLingui } from "@lingui/react/macro";
import type { PreviewEvent } from "../../api/uploads";
import { localTime } from "../../lib/dates";
import { familyOf, tellEvent } from "../../lib/events/tell";
import { makeFormats } from "../../lib/formats";
import { formatTag } from "../../lib/language";
import { oneLine } from "../../lib/text";
import { FamilyIcon } from "../../ui/event-icon";
import { ToldDetails } from "../../ui/told-details";
import classes from "./event-card.module.css";

const PERSON_LENGTH_MAX = 80;

interface EventCardProps {
  event: PreviewEvent;
  /** The zone in which times are understood. */
  zone: string;
  currency: string | null;
}

/** An event as it would come out, told as the timeline of the customer will tell it. */
export function EventCard({ event, zone, currency }: EventCardProps) {
  const { i18n, t } = useLingui();
  const formats = makeFormats(formatTag(i18n.locale, navigator.languages), zone, currency);
  const local_time = localTime(event.time_ms, zone);
  const time = local_time ? new Date(event.time_ms).toISOString() : "";
  const told = tellEvent({ event: event.event, time, local_time, properties: event.properties }, i18n, formats);
  const person = Object.values(event.person).map((value) => oneLine(String(value), PERSON_LENGTH_MAX));
  return (
    <li className={classes.card}>
      <FamilyIcon family={familyOf(event.event)} trouble={told.trouble ?? false} />
      <div className={classes.text}>
        <span className={classes.title}>
          <bdi>{told.title}</bdi>
        </span>
        <ToldDetails told={told} />
        {told.quote ? (
          <q className={classes.quote}>
            <bdi>{told.quote}</bdi>
          </q>
        ) : null}
        <span className={classes.quiet}>
          <bdi>{person.join(" · ") || t`Nobody`}</bdi>
        </span>
      </div>
      <time className={classes.quiet} dateTime={time}>
        {formats.dateTime(event.time_ms)}
      </time>
    </li>
  );
}
