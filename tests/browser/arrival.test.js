// A file that somebody downloaded is read into the store while the demo runs, and the figures follow. It runs last: it leaves
// its papers in the store.
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { base } from "./browser.js";

const run = promisify(execFile);
const PREFIX = "amed:ama121";
const PAPERS = 20;

async function json(path) {
  const answer = await fetch(base + path);
  assert.equal(answer.status, 200, path);
  return answer.json();
}

async function confirmed(indicator) {
  const rows = (await json(`/en/indicators/${indicator}.json`)).readings;
  return rows.reduce((total, row) => total + Number(row.confirmed ?? 0), 0);
}

// A file as PubMed gives it: of every ten papers one names a grant with that prefix.
function pubmed() {
  const article = (number) => {
    const grant = number % 10 === 0
      ? `<GrantList CompleteYN="Y"><Grant><GrantID>JP24${PREFIX.slice(5)}${String(900 + (number / 10) % 90)}</GrantID><Agency>Japan Agency for Medical Research and Development</Agency><Country>Japan</Country></Grant></GrantList>`
      : "";
    return `<PubmedArticle><MedlineCitation Status="Publisher" Owner="NLM"><PMID Version="1">${800000000 + number}</PMID>` +
      `<Article PubModel="Print"><Journal><JournalIssue CitedMedium="Print"><PubDate><Year>2025</Year><Month>Jun</Month></PubDate></JournalIssue><Title>Annals of Arden</Title></Journal>` +
      `<ArticleTitle>On the lakes of Arden, part ${number}.</ArticleTitle><Abstract><AbstractText>We measured a lake.</AbstractText></Abstract><Language>eng</Language>${grant}` +
      `<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType></PublicationTypeList></Article></MedlineCitation>` +
      `<PubmedData><ArticleIdList><ArticleId IdType="pubmed">${800000000 + number}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>\n`;
  };
  const articles = Array.from({ length: PAPERS * 10 }, (_, index) => article(index)).join("");
  return gzipSync(`<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n${articles}</PubmedArticleSet>\n`);
}

test("the figures follow a file that is ingested while the pages are served", { timeout: 60_000 }, async () => {
  const joined = (await json("/en/joins.json")).joins.find((row) => row.prefix === PREFIX);
  assert.ok(joined, `the plan joins ${PREFIX}`);
  const indicator = `papers-of-${joined.project}`;
  const before = await confirmed(indicator);
  const folder = mkdtempSync(join(tmpdir(), "shirube-arrival-"));
  try {
    const file = join(folder, "pubmed26n1400.xml.gz");
    writeFileSync(file, pubmed());
    await run(process.env.SHIRUBE, ["ingest", "--store", process.env.SHIRUBE_STORE, file]);
    const read = Date.now();
    let after = before;
    while (after === before && Date.now() - read < 5_000) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      after = await confirmed(indicator);
    }
    assert.equal(after, before + PAPERS, `${Date.now() - read} ms after the file was read`);
    // The same file again changes nothing.
    await run(process.env.SHIRUBE, ["ingest", "--store", process.env.SHIRUBE_STORE, file]);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    assert.equal(await confirmed(indicator), before + PAPERS);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
