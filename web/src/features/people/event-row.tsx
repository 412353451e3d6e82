import { useLingui } from "@lingui/react/macro";
import { memo, useId, useState } from "react";
import type { TimelineEvent } from "../../api/people";
import type { Told } from "../../lib/events/model";
import { familyOf, isWellKnown, tellEvent } from "../../lib/events/tell";
import { useFormats } from "../../lib/formats";
import { IconChevronRight, IconStar } from "../../ui/icons";
import { EventDetail } from "./event-detail";
import { FamilyIcon } from "./event-icon";
import classes from "./event-row.module.css";

/** One event: its sentence, and all its properties when it is opened. */
export const EventRow = memo(function EventRow({ event }: { event: TimelineEvent }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const [opened, setOpened] = useState(false);
  const detailId = useId();
  const told = tellEvent(event, i18n, formats);
  return (
    <li className={classes.row}>
      <button
        type="button"
        className={classes.button}
        aria-expanded={opened}
        aria-controls={opened ? detailId : undefined}
        onClick={() => setOpened(!opened)}
      >
        <FamilyIcon family={familyOf(event.event)} trouble={told.trouble ?? false} />
        <span className={classes.text}>
          <span className={isWellKnown(event.event) ? classes.title : classes.raw}>
            <bdi>{told.title}</bdi>
          </span>
          <Details told={told} />
        </span>
        <time className={classes.time} dateTime={event.time} title={event.local_time}>
          {formats.clock(event.local_time)}
        </time>
        <IconChevronRight size={14} aria-hidden />
      </button>
      {told.quote ? (
        <blockquote className={classes.quote}>
          <bdi>{told.quote}</bdi>
        </blockquote>
      ) : null}
      {opened ? <EventDetail id={detailId} event={event} /> : null}
    </li>
  );
});

function Details({ told }: { told: Told }) {
  return (
    <span className={classes.details}>
      {told.stars ? <Stars n_stars={told.stars} /> : null}
      {told.alarm ? <span className={classes.alarm}>{told.alarm}</span> : null}
      {told.details.map((detail) => (
        <span key={detail} className={classes.detail}>
          <bdi>{detail}</bdi>
        </span>
      ))}
    </span>
  );
}

/** Stars beside the mark in words, for those who see them. */
function Stars({ n_stars }: { n_stars: number }) {
  return (
    <span className={classes.stars} aria-hidden>
      {[1, 2, 3, 4, 5].map((star) => (
        <IconStar key={star} size={13} data-filled={star <= n_stars || undefined} />
      ))}
    </span>
  );
}
