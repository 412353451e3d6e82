import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { questionAddress } from "../../lib/question-address";

interface NumberLinkProps {
  /** The question that answers with the number; without one it stays plain. */
  question: { kind: string } | null | undefined;
  view?: "table";
  className?: string | undefined;
  /** The whole number, where a shorter one is shown. */
  title?: string | undefined;
  children: ReactNode;
}

/** A number that leads to its question. */
export function NumberLink({ question, view, className, title, children }: NumberLinkProps) {
  if (!question) {
    return (
      <span className={className} title={title}>
        {children}
      </span>
    );
  }
  return (
    <Link to={questionAddress(question, { view })} className={className} title={title} preload={false}>
      {children}
    </Link>
  );
}
