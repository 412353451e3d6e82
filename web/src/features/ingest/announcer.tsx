import { Plural } from "@lingui/react/macro";
import { VisuallyHidden } from "@mantine/core";
import { useEffect, useRef, useState } from "react";

/** So rarely screen readers are told that something arrived: each row would be too much to listen to. */
const ANNOUNCE_MS = 15_000;

/** Tells screen readers from time to time how many events arrived. */
export function Announcer({ n_received, isHeld }: { n_received: number; isHeld: boolean }) {
  const [n_new, setNew] = useState(0);
  const latest = useRef(n_received);
  latest.current = n_received;
  useEffect(() => {
    if (isHeld) {
      return;
    }
    let told = latest.current;
    const timer = setInterval(() => {
      setNew(Math.max(0, latest.current - told));
      told = latest.current;
    }, ANNOUNCE_MS);
    return () => clearInterval(timer);
  }, [isHeld]);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {n_new > 0 && !isHeld ? <Plural value={n_new} one="# new event" other="# new events" /> : null}
    </VisuallyHidden>
  );
}
