import type { CSSProperties, ReactNode } from "react";
import classes from "./facts.module.css";

interface FactBoxProps {
  id: string;
  /** How far it stands in on wide screens. */
  indent: number;
  children: ReactNode;
}

/** All that is known of something, below it. */
export function FactBox({ id, indent, children }: FactBoxProps) {
  return (
    <div id={id} className={classes.box} style={{ "--facts-indent": `${indent}px` } as CSSProperties}>
      {children}
    </div>
  );
}

interface FactProps {
  name: ReactNode;
  /** One line of text. */
  value: string;
  /** The language, where it is not the reader's. */
  lang?: string;
  title?: string;
}

/** A name and its value, in a `dl`. Data stays text: no markup, no links. */
export function Fact({ name, value, lang, title }: FactProps) {
  return (
    <div className={classes.fact} title={title}>
      <dt>{name}</dt>
      <dd>
        <bdi lang={lang}>{value}</bdi>
      </dd>
    </div>
  );
}
