import type { ReactNode } from "react";
import type { IconType } from "../lib/manifest";
import classes from "./empty-state.module.css";

interface EmptyStateProps {
  icon: IconType;
  title: ReactNode;
  children?: ReactNode;
  /** Failures are announced at once by screen readers. */
  urgent?: boolean;
}

/** Tells why there is nothing to see here, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, urgent = false }: EmptyStateProps) {
  return (
    <div className={classes.state} role={urgent ? "alert" : undefined}>
      <span className={classes.icon} aria-hidden>
        <Icon size={22} stroke={1.6} />
      </span>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.body}>{children}</div>
    </div>
  );
}
