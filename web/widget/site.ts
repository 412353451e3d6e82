// What the page says of who is there and of what happens: by itself, or through the analytics that it has already.

/** By what somebody is known. */
export interface Visitor {
  user_id?: string;
  anonymous_id?: string;
}

/** The part of Segment's analytics.js that is used: before it is loaded, and after. */
interface Analytics {
  on?(event: "track", listener: (name: unknown) => void): void;
  ready?(listener: () => void): void;
  user?(): User | Promise<User>;
}

interface User {
  id(): unknown;
  anonymousId(): unknown;
}

/** How long the analytics of the page may take to say who is there. */
const PATIENCE_MS = 2_000;

let told: Visitor = {};

/** Says who is there. */
export function identify(visitor: Visitor): void {
  told = visitor;
}

/** By what who is there is known: as the page says, else as its analytics do. */
export async function visitor(script: HTMLScriptElement | undefined): Promise<Visitor> {
  const { userId, anonymousId } = script?.dataset ?? {};
  const isTold = told.user_id ?? told.anonymous_id ?? userId ?? anonymousId;
  const user = isTold ? undefined : await Promise.race([analyticsUser(), later()]);
  return {
    user_id: told.user_id ?? userId ?? text(user?.id()),
    anonymous_id: told.anonymous_id ?? anonymousId ?? text(user?.anonymousId()),
  };
}

async function analyticsUser(): Promise<User | undefined> {
  const { user, ready } = analytics() ?? {};
  if (user === undefined && ready !== undefined) {
    await new Promise<void>((loaded) => ready.call(analytics(), loaded));
  }
  return analytics()?.user?.();
}

function later(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, undefined));
}

/** Calls `listener` with the name of each event that the analytics of the page track; tells whether there are any. */
export function listen(listener: (name: string) => void): boolean {
  const { on } = analytics() ?? {};
  on?.call(analytics(), "track", (name) => listener(text(name) ?? ""));
  return on !== undefined;
}

function analytics(): Analytics | undefined {
  return (window as { analytics?: Analytics }).analytics;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
