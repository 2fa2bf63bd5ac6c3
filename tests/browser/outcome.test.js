// The outcome: from a number to its records to their words; and a join that waits, is confirmed, and moves the reading.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { base, context, launch } from "./browser.js";

let browser;
before(async () => { browser = await launch(); });
after(async () => browser?.close());

// The confirmed figures of an indicator over all years, and how many records wait for a join.
async function totals(page, id) {
  const answer = await page.request.get(`${base}/en/indicators/${id}.json`);
  assert.equal(answer.status(), 200);
  const rows = (await answer.json()).readings;
  const sum = (name) => rows.reduce((total, row) => total + Number(row[name] ?? 0), 0);
  return { confirmed: sum("confirmed"), waiting: sum("awaiting_joins") };
}

for (const scripts of [true, false]) {
  test(`a number opens its records, and a record its words or its row (scripts ${scripts ? "on" : "off"})`, { timeout: 120_000 }, async () => {
    const page = await (await context(browser, { scripts })).newPage();
    await page.goto(base + "/ja/");
    const figures = page.locator(".row.indicator a.figure");
    const count = await figures.count();
    const opened = { words: 0, row: 0 };
    for (let index = 0; index < count && !(opened.words && opened.row); index++) {
      await page.goto(base + "/ja/");
      await Promise.all([page.waitForURL(/\/indicators\//), figures.nth(index).click()]);
      const rows = page.locator("main table.sticky tbody th a");
      if ((await rows.count()) === 0) continue;
      await Promise.all([page.waitForURL(/\/records\//), rows.first().click()]);
      if (await page.locator(".words mark").count()) {
        // What the literature says: the words that name the grant, and beside them what they are.
        assert.ok((await page.locator(".words mark").first().innerText()).trim().length > 0);
        assert.ok((await page.locator(".side-notes li").count()) > 0);
        opened.words += 1;
      } else {
        // What an office handed in: its columns, and since when they stand.
        const columns = page.locator("main h2 + table tbody tr");
        assert.ok((await columns.filter({ has: page.locator("td", { hasText: /\S/ }) }).count()) > 1, page.url());
        assert.ok((await page.locator("main table.stack tbody tr").count()) > 0, page.url());
        opened.row += 1;
      }
    }
    assert.ok(opened.words, "no figure of the overview opened the words of a record");
    assert.ok(opened.row, "no figure of the overview opened a row of a register");
    await page.context().close();
  });

  test(`a join is confirmed, the reading moves, and undoing brings it back (scripts ${scripts ? "on" : "off"})`, { timeout: 60_000 }, async () => {
    const page = await (await context(browser, { scripts, language: "en" })).newPage();
    await page.goto(base + "/en/joins");
    const waiting = page.locator("h2 + table tbody tr", { has: page.locator("td.num", { hasText: /\d/ }) }).first();
    await waiting.locator("th a").click();
    const effect = page.locator(".effect a").first();
    const said = (await effect.innerText()).replaceAll(",", "").match(/(\d+) \+ (\d+) → (\d+) \+ (\d+)/);
    assert.ok(said, "the effect is said before the act");
    const [before, moving, then, rest] = said.slice(1).map(Number);
    assert.ok(moving > 0 && then > before, said[0]);
    const id = (await effect.getAttribute("href")).match(/indicators\/([^?]+)/)[1];
    assert.equal((await totals(page, id)).confirmed, before);
    const join = page.url();
    const form = page.locator("form.acts").first();
    await form.locator("input[name=by]").fill("Mira Ode");
    await form.locator("input[name=because]").fill("name and number stand in one sentence");
    await form.locator("button[value=accept]").click();
    await page.locator("[role=status]").waitFor();
    assert.deepEqual(await totals(page, id), { confirmed: then, waiting: rest });
    await page.goto(join);
    const undo = page.locator("form.acts", { has: page.locator("button[value=undo]") }).first();
    await undo.locator("input[name=by]").fill("Mira Ode");
    await undo.locator("button[value=undo]").click();
    await page.locator("[role=status]").waitFor();
    assert.equal((await totals(page, id)).confirmed, before);
    await page.context().close();
  });
}

test("the keys of the review press what is on the page", { timeout: 60_000 }, async () => {
  const page = await (await context(browser)).newPage();
  await page.goto(base + "/ja/review");
  if ((await page.locator("[data-key=j]").count()) === 0) return;
  await page.keyboard.press("j");
  await page.waitForURL(/at=2/);
  await page.keyboard.press("k");
  await page.waitForURL(/at=1/);
  await page.context().close();
});
