// What a reader needs besides a mouse and a screen: the keyboard, paper, a search that knows Japanese; and a server that
// only shows has nothing to send.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { base, context, launch } from "./browser.js";

const shots = process.env.SCREENSHOTS;
let browser;
before(async () => { browser = await launch(); });
after(async () => browser?.close());

test("the keyboard alone leads from the overview to a figure", { timeout: 60_000 }, async () => {
  const page = await (await context(browser)).newPage();
  await page.goto(base + "/ja/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip", "the first stop leads past the menu");
  await page.keyboard.press("Enter");
  let reached = false;
  for (let stop = 0; stop < 200 && !reached; stop++) {
    await page.keyboard.press("Tab");
    reached = await page.evaluate(() => document.activeElement.matches(".row.indicator a.figure"));
  }
  assert.ok(reached, "no figure within 200 stops");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(outline, "none", "the stop is visible");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/ja\/indicators\//);
  await page.context().close();
});

test("a Japanese compound is found inside a longer word, with the kind of each hit", { timeout: 60_000 }, async () => {
  const page = await (await context(browser)).newPage();
  for (const [compound, leads] of [["再生医療", /\/projects\/|\/programmes\//], ["系統保存", /\/records\/pmid/], ["am0101", /\/joins\/|\/records\//]]) {
    await page.goto(`${base}/ja/search?q=${encodeURIComponent(compound)}`);
    const found = await page.locator("main a[href]").evaluateAll((links) => links.map((link) => decodeURIComponent(link.getAttribute("href"))));
    assert.ok(found.some((href) => leads.test(href)), `${compound}: ${found.slice(0, 10)}`);
  }
  await page.goto(`${base}/ja/search?q=${encodeURIComponent("生療")}`);
  assert.equal(await page.locator("main a[href*='/records/']").count(), 0, "characters that do not stand together are no hit");
  await page.context().close();
});

test("overview, roadmap and record print on A4", { timeout: 120_000 }, async () => {
  const page = await (await context(browser)).newPage();
  await page.goto(base + "/ja/records");
  const record = await page.locator("main th a").first().getAttribute("href");
  for (const [kind, path, landscape] of [["overview", "/ja/", false], ["roadmap", "/ja/roadmap", true], ["record", record, false]]) {
    await page.goto(base + path);
    const pdf = await page.pdf({ path: shots && `${shots}/${kind}-print.pdf`, preferCSSPageSize: true, format: "A4", printBackground: false });
    const sizes = [...pdf.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)].map((box) => [Number(box[1]), Number(box[2])]);
    assert.ok(sizes.length > 0 && sizes.length < 40, `${kind}: ${sizes.length} sheets`);
    for (const [width, height] of sizes) {
      const [long, short] = [Math.max(width, height), Math.min(width, height)];
      assert.ok(Math.abs(long - 842) < 2 && Math.abs(short - 595) < 2, `${kind}: ${width} × ${height}`);
      if (kind === "roadmap") assert.equal(width > height, landscape, kind);
    }
  }
  await page.context().close();
});

test("every row of invented evidence says so, and one switch hides them all", { timeout: 60_000 }, async () => {
  const page = await (await context(browser)).newPage();
  for (const [language, word] of [["ja", "架空"], ["en", "invented"]]) {
    await page.goto(`${base}/${language}/records`);
    const rows = page.locator("main table tbody tr");
    assert.ok((await rows.count()) > 0);
    for (const row of await rows.all()) {
      const href = await row.locator("th a").first().getAttribute("href");
      const invented = /pmid(:|%3A)9\d{8}/.test(href);
      assert.equal((await row.innerText()).includes(word), invented, href);
    }
    await page.goto(`${base}/${language}/records?invented=hide`);
    const left = await page.locator("main table tbody th a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.ok(left.length > 0 && left.every((href) => !/pmid(:|%3A)9\d{8}/.test(href)), String(left[0]));
  }
  await page.context().close();
});

test("a server without --editor has no form that decides, and refuses one that is sent", { timeout: 60_000 }, async () => {
  const server = spawn(process.env.SHIRUBE, ["serve", "--store", process.env.SHIRUBE_STORE, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
  try {
    let url;
    for await (const line of createInterface({ input: server.stderr })) {
      url = line.match(/http:\/\/[\d.:]+/)?.[0];
      if (url) break;
    }
    assert.ok(url, "the server printed no address");
    const page = await (await context(browser)).newPage();
    await page.goto(`${url}/ja/joins`);
    const join = await page.locator("main th a").first().getAttribute("href");
    for (const path of [join, "/ja/review", (await (await page.goto(`${url}/ja/records`)) && await page.locator("main th a").first().getAttribute("href"))]) {
      await page.goto(url + path);
      assert.equal(await page.locator("form[method=post]").count(), 0, path);
    }
    const answer = await page.request.post(`${url}/ja/joins/decide`, {
      headers: { origin: url },
      form: { prefix: "amed:gm5010", project: "any", verdict: "accept", by: "Mira Ode", because: "", next: "/joins" },
    });
    assert.equal(answer.status(), 403);
    await page.context().close();
  } finally {
    server.kill();
    await once(server, "exit");
  }
});
