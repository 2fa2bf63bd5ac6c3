// Every page kind, in both languages, wide and narrow, light and dark, with and without scripts:
// nothing sticks out, axe finds nothing, and a picture is kept.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { base, context, launch, meeting, tooWide, violations } from "./browser.js";

const shots = process.env.SCREENSHOTS;
let browser;
let kinds;

before(async () => {
  browser = await launch();
  kinds = await pageKinds();
});
after(async () => browser?.close());

// One address of each kind, found by following the pages themselves.
async function pageKinds() {
  const page = await (await context(browser)).newPage();
  const first = async (path, selector) => {
    await page.goto(base + path);
    const href = await page.locator(selector).first().getAttribute("href", { timeout: 2000 }).catch(() => null);
    return href?.replace(/^\/ja/, "");
  };
  const found = {
    overview: "/",
    programmes: "/programmes",
    programme: await first("/ja/programmes", "main h2 a"),
    projects: "/projects",
    project: await first("/ja/projects", "main .name a"),
    indicators: "/indicators",
    indicator: await first("/ja/", ".row.indicator a.figure"),
    "not-reported": await first("/ja/", ".row.indicator a.state"),
    records: "/records",
    record: await first("/ja/records", "main th a"),
    joins: "/joins",
    join: await first("/ja/joins", "main th a"),
    review: "/review",
    roadmap: "/roadmap",
    calendar: "/calendar",
    policies: "/policies",
    policy: await first("/ja/policies", "main a[href*='/policies/']"),
    plan: "/plan",
    "integrated-projects": "/integrated-projects",
    "disease-areas": "/disease-areas",
    matrix: "/matrix",
    "matrix-yen": "/matrix?show=yen",
    search: "/search?q=AMED",
    "search-number": "/search?q=JP21am0101084",
    "search-start": "/search",
    "search-empty": "/search?q=zzzzqqq",
    about: "/about",
    earlier: "/?as-of=2026-01-01",
    missing: "/no-such-page",
  };
  await page.context().close();
  return Object.entries(found).filter(([, path]) => path);
}

for (const language of ["ja", "en"]) {
  for (const dress of [
    { width: 1280, dark: false, scripts: true },
    { width: 1280, dark: true, scripts: true },
    { width: 390, dark: false, scripts: true },
    { width: 320, dark: false, scripts: true },
  ]) {
    const name = `${language} at ${dress.width} ${dress.dark ? "dark" : "light"}`;
    test(`no page sticks out and axe finds nothing: ${name}`, { timeout: 300_000 }, async () => {
      const page = await (await context(browser, { ...dress, language })).newPage();
      const wrong = [];
      for (const [kind, path] of kinds) {
        await page.goto(`${base}/${language}${path}`);
        const wide = await tooWide(page);
        if (wide) wrong.push(`${kind}: ${wide}`);
        if (shots && dress.width !== 320) {
          await page.screenshot({ path: `${shots}/${kind}-${language}-${dress.width}${dress.dark ? "-dark" : ""}.png`, fullPage: true });
        }
        for (const pair of await meeting(page)) wrong.push(`${kind} (${path}): ${pair}`);
        for (const violation of await violations(page)) wrong.push(`${kind} (${path}): ${violation}`);
      }
      await page.context().close();
      assert.deepEqual(wrong, []);
    });
  }

  test(`the same words stand there without scripts: ${language}`, { timeout: 120_000 }, async () => {
    const withScripts = await (await context(browser, { language })).newPage();
    const without = await (await context(browser, { language, scripts: false })).newPage();
    for (const [kind, path] of kinds) {
      const words = [];
      for (const page of [withScripts, without]) {
        await page.goto(`${base}/${language}${path}`);
        words.push(await page.locator("main").innerText());
      }
      assert.equal(words[1], words[0], kind);
    }
    await withScripts.context().close();
    await without.context().close();
  });
}
