// The box in a corner of the page in which a survey is asked. It covers nothing that is needed and moves nothing; whoever
// works with the keyboard reaches it after everything else, and leaves it with Escape.

import style from "./box.css?inline";

/** What the server gives to be shown. */
export interface Part {
  html: string;
  css: string;
}

/** The same, when somebody is asked. */
export interface AskedPart extends Part {
  brand: string;
  language: string;
  token: string;
  close: string;
  not_sent: string;
}

interface BoxProps {
  asked: AskedPart;
  /** Sends a form; gives what to show then. */
  onSend(fields: URLSearchParams): Promise<Part>;
  /** It was closed without an answer. */
  onDismiss(): void;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(html: string): string }): { createHTML(html: string): string };
}

const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
/** Pages that let in no HTML unseen let in ours by this name. */
const policy = trustedTypes?.createPolicy("boussole", { createHTML: (html) => html });

let isOpen = false;

/** Whether somebody is asked something already. */
export function isAsking(): boolean {
  return isOpen;
}

/** Shows the box. */
export function open({ asked, onSend, onDismiss }: BoxProps): void {
  isOpen = true;
  const host = document.createElement("boussole-survey");
  const root = host.attachShadow({ mode: "open" });
  const before = document.activeElement;
  let isAnswered = false;

  const box = element("section", { class: "box", role: "dialog", "aria-labelledby": "brand", lang: asked.language });
  const brand = element("p", { class: "brand", id: "brand" }, asked.brand);
  const close = element("button", { type: "button", class: "close", "aria-label": asked.close }, "×");
  const said = element("div", { "aria-live": "polite" });
  const content = element("div", {});
  box.append(brand, close, said, content);
  root.append(box);

  function show({ html, css }: Part): void {
    const sheets = [css, style].map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    });
    root.adoptedStyleSheets = sheets;
    content.innerHTML = policy?.createHTML(html) ?? html;
  }

  function leave(): void {
    const hadFocus = root.activeElement !== null;
    host.remove();
    isOpen = false;
    if (hadFocus && before instanceof HTMLElement) {
      before.focus();
    }
    if (!isAnswered) {
      onDismiss();
    }
  }

  async function send(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      fields.append(name, String(value));
    }
    button?.setAttribute("disabled", "");
    said.replaceChildren();
    try {
      show(await onSend(fields));
      isAnswered ||= content.querySelector("form") === null;
      // What is said now is read where the focus is.
      const heading = content.querySelector<HTMLElement>("h1, .faults h2");
      heading?.setAttribute("tabindex", "-1");
      heading?.focus();
    } catch {
      said.replaceChildren(element("p", { class: "fault" }, asked.not_sent));
      button?.removeAttribute("disabled");
    }
  }

  close.addEventListener("click", leave);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      leave();
    }
  });
  content.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(event.target as HTMLFormElement, event.submitter);
  });
  content.addEventListener("click", (event) => {
    // An address within the box is none within the page.
    const link = (event.target as Element).closest("a[href^='#']");
    if (link) {
      event.preventDefault();
      const place = root.getElementById(link.getAttribute("href")?.slice(1) ?? "");
      (place?.querySelector<HTMLElement>("input, textarea") ?? place)?.focus();
    }
  });
  show(asked);
  document.body.append(host);
  // Said once it is there, so that it is read out: the focus stays where somebody works.
  const question = content.querySelector("legend, label[for]")?.textContent ?? "";
  setTimeout(() => said.append(element("p", { class: "unseen" }, `${asked.brand}. ${question}`)));
}

function element(name: string, attributes: Record<string, string>, text = ""): HTMLElement {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  made.textContent = text;
  return made;
}
