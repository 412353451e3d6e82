import { useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "./answer.module.css";
import type { Who } from "./sheet";

const route = getRouteApi("/member/analyses/$kind");

/** Returns what opens the list of people behind a number; the address holds which one is open. */
export function useOpenWho(): (who: Who | undefined) => void {
  const navigate = route.useNavigate();
  return (who) =>
    void navigate({ search: (search) => ({ ...search, who: who?.id }), resetScroll: false, replace: true });
}

interface WhoButtonProps {
  who: Who;
  className?: string | undefined;
  children: ReactNode;
}

/** A number that leads to the people who were counted. */
export function WhoButton({ who, className, children }: WhoButtonProps) {
  const { t } = useLingui();
  const open = useOpenWho();
  const { label } = who;
  return (
    <button
      type="button"
      className={className ?? classes.who}
      onClick={() => open(who)}
      title={t`See the customers: ${label}`}
    >
      {children}
    </button>
  );
}
