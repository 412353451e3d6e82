import type { Told } from "../lib/events/model";
import { IconStar } from "./icons";
import classes from "./told-details.module.css";

/** The short facts that follow the sentence of an event. */
export function ToldDetails({ told }: { told: Told }) {
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
