// Asks who is on a page of the company what a survey asks there. Served as /survey.js, for a line in each page:
//   <script async src="https://cx.example.org/survey.js"></script>
// What a page may say, before or after the script is there:
//   (window.boussoleSurveys ||= []).push(["identify", { userId: "42" }], ["event", "Order Completed"], ["show", "LINK"]);

import { type AskedPart, isAsking, open, type Part } from "./box.ts";
import { isFree, rememberRefused, rememberShown } from "./memory.ts";
import { identify, listen, visitor } from "./site.ts";

/** When a survey asks. */
interface Survey {
  link: string;
  after: string | null;
  path: string | null;
  delay_seconds: number;
  again_days: number;
}

interface InPages {
  surveys: Survey[];
  rest_days: number;
}

type Call = [name: string, said: unknown];

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : undefined;
const server = new URL(script?.src ?? location.href).origin;
const KEPT_ALIVE_MAX = 60_000;
const JSON_ONLY = { accept: "application/json" };

async function begin(): Promise<void> {
  const response = await fetch(`${server}/s`, { headers: JSON_ONLY });
  const { surveys, rest_days }: InPages = await response.json();

  /** Asks what is asked on this page, after an event or when it was opened. */
  function look(event: string | null): void {
    const isHere = ({ path }: Survey) => path === null || location.pathname.includes(path);
    const survey = surveys.find((each) => each.after === event && isHere(each) && isFree(each.link));
    if (survey) {
      setTimeout(() => {
        // Meanwhile another one asked, or the page is another one.
        if (isHere(survey) && isFree(survey.link) && !isAsking()) {
          attempt(ask(survey.link, survey.again_days, rest_days));
        }
      }, survey.delay_seconds * 1000);
    }
  }

  function call([name, said]: Call): void {
    if (name === "event") {
      look(String(said));
    } else if (name === "identify") {
      const { userId, anonymousId } = said as { userId?: string; anonymousId?: string };
      identify({ user_id: userId, anonymous_id: anonymousId });
    } else if (name === "show" && !isAsking()) {
      attempt(ask(String(said), 0, rest_days, true));
    }
  }

  const page = window as unknown as { boussoleSurveys?: Call[] | { push(...calls: Call[]): void } };
  const earlier = page.boussoleSurveys;
  page.boussoleSurveys = { push: (...calls) => calls.forEach(call) };
  const isHeard = listen(look);
  if (!isHeard) {
    window.addEventListener("load", () => listen(look));
  }
  if (Array.isArray(earlier)) {
    earlier.forEach(call);
  }
  look(null);
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener("navigatesuccess", () => look(null));
}

async function ask(link: string, again_days: number, rest_days: number, isWanted = false): Promise<void> {
  const fields = new URLSearchParams({ language: document.documentElement.lang.slice(0, 2) });
  for (const [name, value] of Object.entries(await visitor(script))) {
    if (value) {
      fields.set(name, value);
    }
  }
  if (isWanted) {
    fields.set("wanted", "1");
  }
  const response = await send(`/s/${link}/ask`, fields);
  if (response.status !== 200) {
    rememberRefused(link);
    return;
  }
  const asked: AskedPart = await response.json();
  rememberShown(link, again_days, rest_days);
  open({
    asked,
    async onSend(answers) {
      const part: Part = await (await send(`/s/${link}`, answers)).json();
      return part;
    },
    onDismiss: () => attempt(send(`/s/${link}/dismiss`, new URLSearchParams({ i: asked.token }))),
  });
}

function send(path: string, fields: URLSearchParams): Promise<Response> {
  // It leaves also when the page is left, unless it is more than browsers let leave so.
  const keepalive = fields.toString().length < KEPT_ALIVE_MAX;
  return fetch(server + path, { method: "POST", headers: JSON_ONLY, body: fields, keepalive });
}

/** The page of the company goes on, whatever becomes of a survey. */
function attempt(work: Promise<unknown>): void {
  work.catch(() => {});
}

attempt(begin());
