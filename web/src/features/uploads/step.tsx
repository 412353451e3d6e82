import type { ReactNode } from "react";
import classes from "./step.module.css";

interface StepProps {
  /** The place among the steps, from 1. */
  number: number;
  id: string;
  title: ReactNode;
  /** What is missing before this step has something to show. */
  waitsFor?: ReactNode;
  children?: ReactNode;
}

/** One step of a new import: all are on the page from the beginning, and say what they wait for. */
export function Step({ number, id, title, waitsFor, children }: StepProps) {
  return (
    <section className={classes.step} aria-labelledby={id} data-waits={waitsFor ? true : undefined}>
      <header className={classes.head}>
        <span className={classes.number} aria-hidden>
          {number}
        </span>
        <h2 id={id}>{title}</h2>
      </header>
      <div className={classes.body}>{waitsFor ? <p className={classes.quiet}>{waitsFor}</p> : children}</div>
    </section>
  );
}
