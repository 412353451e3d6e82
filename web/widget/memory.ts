// What this browser remembers, so that nobody is asked too often: until when it asks nothing. Nothing of who it is.

const PLACE = "boussole.surveys";
const DAY_MS = 86_400_000;
/** By the link of a survey, and for all of them: until when nothing is asked, in milliseconds since 1970. */
type Rest = Record<string, number>;
const ALL = "*";
/** Where a browser keeps nothing, this page remembers. */
let kept: Rest = {};

/** Whether somebody may be asked by a survey. */
export function isFree(link: string): boolean {
  const rest = remembered();
  const now = Date.now();
  return (rest[link] ?? 0) <= now && (rest[ALL] ?? 0) <= now;
}

/** Remembers that a survey was shown: for how many days it is not shown again, and no other one is. */
export function rememberShown(link: string, again_days: number, rest_days: number): void {
  remember({ [link]: again_days, [ALL]: rest_days });
}

/** Remembers that a survey was not to be shown: the server is asked again tomorrow. */
export function rememberRefused(link: string): void {
  remember({ [link]: 1 });
}

function remember(days: Rest): void {
  const now = Date.now();
  const rest = Object.entries(remembered()).filter(([, until]) => until > now);
  const added = Object.entries(days).map(([link, n]) => [link, now + n * DAY_MS] as const);
  kept = Object.fromEntries([...rest, ...added]);
  try {
    localStorage.setItem(PLACE, JSON.stringify(kept));
  } catch {
    // Full, or forbidden: this page remembers.
  }
}

function remembered(): Rest {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(PLACE) ?? "null");
    return typeof stored === "object" && stored !== null ? (stored as Rest) : kept;
  } catch {
    return kept;
  }
}
