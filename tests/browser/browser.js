// What the tests share: the browser, axe, and pages in every dress.
import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const base = (process.env.SHIRUBE_URL ?? "").replace(/\/$/, "");

export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

// A context of that width, colours and language; scripts may be off.
export async function context(browser, { width = 1280, dark = false, scripts = true, language = "ja" } = {}) {
  return browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? "dark" : "light",
    locale: language === "ja" ? "ja-JP" : "en-GB",
    javaScriptEnabled: scripts,
    // The content policy forbids foreign scripts, as it should; axe is a guest of the test, not of the page.
    bypassCSP: true,
  });
}

// Violations of WCAG 2.2 AA, in words.
export async function violations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, {
      runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    });
    return result.violations.map((one) => ({ id: one.id, help: one.help, nodes: one.nodes.map((node) => node.html.slice(0, 160) + " — " + (node.failureSummary ?? "").split("\n").slice(1, 3).join(" ")).slice(0, 4) }));
  });
  return found.map((one) => `${one.id}: ${one.help}\n    ${one.nodes.join("\n    ")}`);
}

// How far the page is wider than the window, and what sticks out.
export async function tooWide(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    if (wide <= 0) return "";
    const guilty = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1).slice(0, 4);
    return `${wide}px too wide: ${guilty.map((one) => one.tagName + "." + (one.getAttribute("class") ?? "")).join(", ")}`;
  });
}

// Labels and marks of drawings that meet as this browser sets them: widths are measured on the server without it.
export async function meeting(page) {
  return page.evaluate(() => {
    const found = [];
    for (const drawing of document.querySelectorAll("svg.chart")) {
      const boxes = [];
      for (const text of drawing.querySelectorAll("text")) {
        if (text.closest(".mark") || text.hasAttribute("transform")) continue;
        const lines = [...text.querySelectorAll("tspan")];
        for (const line of lines.length ? lines : [text]) {
          const box = line.getBoundingClientRect();
          // The box of a line holds air above and below its signs.
          const air = (box.height - parseFloat(getComputedStyle(line).fontSize)) / 2;
          if (box.width) boxes.push([line.textContent, box.left, box.top + air, box.right, box.bottom - air]);
        }
      }
      for (const mark of drawing.querySelectorAll(".mark circle")) {
        const box = mark.getBoundingClientRect();
        if (box.width) boxes.push(["mark", box.left, box.top, box.right, box.bottom]);
      }
      for (const [index, a] of boxes.entries()) {
        for (const b of boxes.slice(index + 1)) {
          const meet = a[1] < b[3] - 0.5 && b[1] < a[3] - 0.5 && a[2] < b[4] - 0.5 && b[2] < a[4] - 0.5;
          if (meet) found.push(`${a[0]} | ${b[0]}`);
        }
      }
    }
    return found;
  });
}
