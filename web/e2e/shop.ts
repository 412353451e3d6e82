import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Segment's client for browsers, as it is published. */
const CLIENT = new URL("../node_modules/@segment/analytics-next/dist/umd/index.js", import.meta.url);

interface Shop {
  /** Its home page; `/cart` is another one, and `/tracked` one with analytics. */
  url: string;
  stop(): void;
}

/** A shop on a host of its own, whose pages let in nothing but what asks its customers. */
export async function openShop(boussole: string, write_key = ""): Promise<Shop> {
  const policy = [
    "default-src 'self'",
    `script-src 'self' ${boussole}`,
    `connect-src 'self' ${boussole}`,
    "require-trusted-types-for 'script'",
    "trusted-types boussole",
  ].join("; ");
  // The published client makes scripts itself: where it is, pages cannot forbid that.
  const settings = JSON.stringify({ writeKey: write_key, cdnURL: boussole });
  const start = `window.analytics = AnalyticsNext.AnalyticsBrowser.load(${settings});`;
  const page = (scripts: string) => `<!doctype html><html lang="fr"><title>Maison Rando</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <main><h1>Maison Rando</h1><p>Tout pour marcher.</p><p><a href="/cart">Panier</a></p></main>
    ${scripts}<script async src="${boussole}/survey.js"></script></html>`;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://shop").pathname;
    if (path === "/client.js" || path === "/start.js") {
      response.setHeader("content-type", "text/javascript");
      response.end(path === "/start.js" ? start : readFileSync(CLIENT));
      return;
    }
    const isTracked = path === "/tracked";
    if (!isTracked) {
      response.setHeader("content-security-policy", policy);
    }
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(page(isTracked ? '<script src="/client.js"></script><script src="/start.js"></script>' : ""));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}
