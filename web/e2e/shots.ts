import { type Browser, test } from "@playwright/test";
import { MEMBER_STATE, needed } from "./member.ts";

const VIEWS = (process.env.BOUSSOLE_VIEWS ?? "/customers").split(",");
const FOLDER = process.env.BOUSSOLE_SHOTS ?? "shots";
/** The address of a question is longer than a file's name may be. */
const NAME_LENGTH_MAX = 100;
const LANGUAGES = ["fr", "en"] as const;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
const SCHEMES = ["light", "dark"] as const;

interface Shot {
  name: string;
  width: number;
  picture: string;
}

for (const view of VIEWS) {
  test(`contact sheet of ${view}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const shots: Shot[] = [];
    for (const size of SIZES) {
      for (const language of LANGUAGES) {
        for (const scheme of SCHEMES) {
          const picture = await shoot(browser, { view, language, scheme, size });
          shots.push({ name: `${language} ${size.width} ${scheme}`, width: size.width, picture });
        }
      }
    }
    await writeSheet(browser, shots, `${FOLDER}/${fileName(view)}.png`);
  });
}

interface Look {
  view: string;
  language: (typeof LANGUAGES)[number];
  scheme: (typeof SCHEMES)[number];
  size: (typeof SIZES)[number];
}

async function shoot(browser: Browser, { view, language, scheme, size }: Look): Promise<string> {
  // The sign-in page is seen by those who have no session.
  const storageState = view.startsWith("/sign-in") ? { cookies: [], origins: [] } : MEMBER_STATE;
  const context = await browser.newContext({ viewport: size, colorScheme: scheme, locale: language, storageState });
  const page = await context.newPage();
  await page.goto(new URL(view, needed("BOUSSOLE_URL")).href);
  await page.waitForLoadState("networkidle");
  const picture = await page.screenshot();
  await context.close();
  return picture.toString("base64");
}

/** Lays the pictures side by side, wide ones first, each under its name. */
async function writeSheet(browser: Browser, shots: Shot[], path: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1640, height: 900 } });
  const page = await context.newPage();
  const figures = shots.map(
    ({ name, width, picture }) =>
      `<figure style="margin:0"><figcaption>${name}</figcaption>` +
      `<img style="width:${width > 1000 ? 800 : 390}px" src="data:image/png;base64,${picture}"></figure>`,
  );
  await page.setContent(
    `<body style="margin:8px;font:14px sans-serif;background:#888;display:flex;flex-wrap:wrap;gap:8px">${figures.join("")}`,
  );
  await page.screenshot({ path, fullPage: true });
  await context.close();
}

function fileName(view: string): string {
  const name = view.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "");
  return name.slice(0, NAME_LENGTH_MAX) || "start";
}
