// Writes the pages of the fixtures, opens each in Chromium, light and dark, wide and narrow and on
// paper, and fails where axe finds a violation, where something sticks out of the page, or where a
// page asks the network for anything. Where wasm/build.mjs made weeflint.html, a contract is judged in it.
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
const opened = async (it, where, { width, colorScheme, media }) => {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  page.setDefaultTimeout(240_000);
  page.on("request", (request) => {
    if (!/^(file|blob|data):/.test(request.url())) say(it, where, `asks for ${request.url()}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") say(it, where, message.text());
  });
  await page.goto(pathToFileURL(it.path).href);
  await page.emulateMedia({ media, colorScheme });
  return page;
};
const fits = async (page, it, where) => {
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
};
const accessible = async (page, it, where) => {
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run(document));
  for (const violation of result.violations) {
    const nodes = violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 120));
    say(it, where, `${violation.id}: ${violation.help} (${violation.nodes.length}) ${nodes.join(" ")}`);
  }
};
const kept = (it, where, extension) =>
  join(shots, `${it.name}-${where.replaceAll(/[^a-z]+/g, "-")}.${extension}`);

for (const it of pages) {
  for (const [where, width, colorScheme, media] of [
    ["wide, light", 1100, "light", "screen"],
    ["wide, dark", 1100, "dark", "screen"],
    ["narrow, light", 380, "light", "screen"],
    ["paper", 760, "light", "print"],
  ]) {
    const page = await opened(it, where, { width, colorScheme, media });
    await fits(page, it, where);
    // Colours and sizes of a long page are those of a short one; going through it takes a minute.
    if (media === "screen" && (!it.name.includes("long") || where === "wide, light")) {
      await accessible(page, it, where);
    }
    if (shots) {
      if (media === "print") await page.pdf({ path: kept(it, where, "pdf"), preferCSSPageSize: true });
      else await page.screenshot({ path: kept(it, where, "png"), fullPage: true });
    }
    await page.close();
  }
}

const inPage = { name: "weeflint-in-a-page", path: join(root, "wasm", "dist", "weeflint.html") };
const isBuilt = existsSync(inPage.path);
for (const [where, width, colorScheme, name, language, words] of isBuilt ? [
  ["wide, light", 1100, "light", "nl-diensten-eenzijdig", "nl", "Nulmeting van een contract"],
  ["narrow, dark", 380, "dark", "en-outsourcing", "en", "Baseline of a contract"],
] : []) {
  const page = await opened(inPage, where, { width, colorScheme, media: "screen" });
  await page.waitForSelector("body[data-ready]");
  await page.click(`[data-language=${language}]`);
  await page.setInputFiles("#file", { name: "leeg.md", mimeType: "text/markdown", buffer: Buffer.from("") });
  await page.waitForSelector("#said.wrong");
  await page.setInputFiles("#file", fixture(name));
  await page.waitForSelector("#report:not([hidden])");
  const report = await (await page.waitForSelector("#report")).contentFrame();
  await report.waitForSelector("main");
  if (!(await report.content()).includes(words)) say(inPage, where, `no '${words}' in the baseline`);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-command=assess][data-form=docx]")]);
  const word = readFileSync(await download.path());
  const path = join(folder, "baseline.docx");
  try {
    execFileSync(weeflint, ["assess", fixture(name), "--messages", language, "--report", path], { stdio: "ignore" });
  } catch (error) {
    if (error.status !== 1 && error.status !== 3) throw error;
  }
  // The page names the file as it was chosen, the program as it was asked for.
  if (Math.abs(word.length - readFileSync(path).length) > 200) say(inPage, where, "another Word baseline than the program's");
  await fits(page, inPage, where);
  await accessible(page, inPage, where);
  if (shots) await page.screenshot({ path: kept(inPage, where, "png"), fullPage: true });
  await page.close();
}
await browser.close();
rmSync(folder, { recursive: true });
console.log(wrong === 0 ? `${pages.length + isBuilt} pages: nothing wrong` : `${wrong} things wrong`);
process.exit(wrong === 0 ? 0 : 1);
