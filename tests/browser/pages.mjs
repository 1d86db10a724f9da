// Writes the pages of the fixtures, opens each in Chromium, light and dark, wide and narrow and on
// paper, and fails where axe finds a violation, where something sticks out of the page, or where a
// page asks the network for anything.
//
// node pages.mjs [WEEFLINT] [FOLDER FOR SCREENSHOTS]
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const [weeflint = join(root, "target", "debug", "weeflint"), shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browsers = ["chromium", "chromium-browser", "google-chrome"].flatMap((name) =>
  (process.env.PATH ?? "").split(":").map((folder) => join(folder, name)));
const executablePath = process.env.CHROMIUM ?? browsers.find((it) => existsSync(it));
if (!executablePath) {
  console.error("no Chromium: install it, or name it in CHROMIUM");
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "weeflint-pages-"));
const fixture = (name, format = "docx") => join(root, "fixtures", name, `contract.${format}`);
const pages = [];
const write = (name, args) => {
  const path = join(folder, `${name}.html`);
  try {
    execFileSync(weeflint, [...args, "--report", path], { stdio: ["ignore", "ignore", "inherit"] });
  } catch (error) {
    // Findings and contracts that are too short to score have exit codes of their own.
    if (error.status !== 1 && error.status !== 3) throw error;
  }
  pages.push({ name, path });
};
for (const name of ["nl-diensten-eenzijdig", "nl-diensten-relationeel", "en-outsourcing", "en-alliance", "nl-team", "en-nda-short"]) {
  write(`assess-${name}`, ["assess", fixture(name)]);
}
write("assess-in-english", ["assess", fixture("nl-diensten-eenzijdig"), "--messages", "en"]);
write("assess-two", ["assess", fixture("nl-team"), fixture("en-alliance")]);
write("questions", ["questions", fixture("nl-diensten-eenzijdig")]);
write("questions-facilitator", ["questions", fixture("en-outsourcing"), "--facilitator"]);
write("compare", ["compare", fixture("nl-diensten-eenzijdig"), fixture("nl-diensten-relationeel")]);
write("compare-same", ["compare", fixture("en-alliance"), fixture("en-alliance", "pdf")]);
// The same articles over and over, each with a number of its own, and parties with names as long as they come.
const names = {
  "nl-diensten-eenzijdig": ["Huis & Buurt Vierlanden B.V.", "Stichting Samenwerkingsverband voor Ontmoeting, Ondersteuning en Dagbesteding in de Regio Oosterwaard-Vierlanden en Omstreken"],
  "en-outsourcing": ["Calder Foods Limited", "The Calder Valley and District Wholesale Provisions, Packaging and Cold Storage Company (Holdings) Limited"],
};
const long = (name, times) => {
  const [short, full] = names[name];
  const [head, ...articles] = readFileSync(fixture(name, "md"), "utf8").replaceAll(short, full).split("\n## ");
  const pages = [head];
  for (let round = 0; round < times; round += 1) {
    for (const article of articles) {
      const number = pages.length;
      const lines = article.replace(/\d+/, number).replaceAll(/^\d+\.(\d+)/gm, `${number}.$1`);
      pages.push(lines.replaceAll("veertien", `${number}`).replaceAll("thirty", `${number}`));
    }
  }
  const path = join(folder, `${name}.md`);
  writeFileSync(path, pages.join("\n## "));
  return path;
};
write("assess-long-nl", ["assess", long("nl-diensten-eenzijdig", 20)]);
write("assess-long-en", ["assess", long("en-outsourcing", 20)]);
for (const path of process.env.CONTRACTS?.split(":") ?? []) {
  write(`assess-own-${pages.length}`, ["assess", path]);
}

if (shots) mkdirSync(shots, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
let wrong = 0;
const say = (page, where, what) => {
  wrong += 1;
  console.log(`${page.name} (${where}): ${what}`);
};
for (const it of pages) {
  for (const [where, width, colorScheme, media] of [
    ["wide, light", 1100, "light", "screen"],
    ["wide, dark", 1100, "dark", "screen"],
    ["narrow, light", 380, "light", "screen"],
    ["paper", 760, "light", "print"],
  ]) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    page.setDefaultTimeout(240_000);
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) say(it, where, `asks for ${request.url()}`);
    });
    page.on("console", (message) => {
      if (message.type() === "error") say(it, where, message.text());
    });
    await page.goto(pathToFileURL(it.path).href);
    await page.emulateMedia({ media, colorScheme });
    const over = await page.evaluate(() => {
      const page = document.documentElement;
      const wide = [...document.body.querySelectorAll("*")].filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && box.right > page.clientWidth + 1 && !element.closest("svg, .skip");
      });
      return page.scrollWidth > page.clientWidth + 1
        ? wide.slice(0, 3).map((element) => `${element.tagName}.${element.className}: ${element.textContent.slice(0, 40)}`)
        : [];
    });
    for (const what of over) say(it, where, `sticks out: ${what}`);
    // Colours and sizes of a long page are those of a short one; going through it takes a minute.
    if (media === "screen" && (!it.name.includes("long") || where === "wide, light")) {
      await page.evaluate(axe);
      const result = await page.evaluate(() => globalThis.axe.run(document));
      for (const violation of result.violations) {
        const nodes = violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 120));
        say(it, where, `${violation.id}: ${violation.help} (${violation.nodes.length}) ${nodes.join(" ")}`);
      }
    }
    if (shots) {
      const name = `${it.name}-${where.replaceAll(/[^a-z]+/g, "-")}`;
      if (media === "print") await page.pdf({ path: join(shots, `${name}.pdf`), preferCSSPageSize: true });
      else await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
    }
    await page.close();
  }
}
await browser.close();
rmSync(folder, { recursive: true });
console.log(wrong === 0 ? `${pages.length} pages: nothing wrong` : `${wrong} things wrong`);
process.exit(wrong === 0 ? 0 : 1);
