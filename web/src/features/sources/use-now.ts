import { useEffect, useState } from "react";

const TICK_MS = 15_000;

/** Returns the present time in milliseconds since 1970; what uses it is drawn again from time to time. */
export function useNow(): number {
  const [now_ms, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now_ms;
}
