import type { Family } from "../../lib/events/model";
import type { IconType } from "../../lib/manifest";
import {
  IconCalendarCheck,
  IconEye,
  IconMail,
  IconPoint,
  IconShoppingBag,
  IconStar,
  IconTruckDelivery,
} from "../../ui/icons";
import classes from "./event-icon.module.css";

const ICONS: Record<Family, IconType> = {
  order: IconShoppingBag,
  delivery: IconTruckDelivery,
  promise: IconCalendarCheck,
  opinion: IconStar,
  visit: IconEye,
  message: IconMail,
  other: IconPoint,
};

/** The picture of a family of events; the sentence beside it says the same in words. */
export function FamilyIcon({ family, trouble }: { family: Family; trouble: boolean }) {
  const Icon = ICONS[family];
  return (
    <span className={classes.icon} data-family={family} data-trouble={trouble || undefined} aria-hidden>
      <Icon size={14} stroke={1.8} />
    </span>
  );
}
