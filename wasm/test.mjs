// The module writes, byte for byte, what the program writes: each fixture in each format, the findings,
// the baseline and the questions, and what can't be read.
//
// node test.mjs [WEEFLINT]
import { rejects } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { load } from "./weeflint.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..");
const [program = join(root, "target", "debug", "weeflint")] = process.argv.slice(2);
const weeflint = await load(readFileSync(join(here, "dist", "weeflint.wasm")));
const folder = mkdtempSync(join(tmpdir(), "weeflint-wasm-"));
const run = (cwd, args) => {
  const done = spawnSync(program, args, { cwd, maxBuffer: 1 << 28 });
  if (done.error) throw done.error;
  return done;
};

// Nothing of a contract belongs in a log, so where they differ is said by line.
let same = 0;
const alike = (ours, theirs, what) => {
  if (!Buffer.from(ours).equals(theirs)) {
    const [one, two] = [ours, theirs].map((it) => Buffer.from(it).toString().split("\n"));
    throw new Error(`${what}: not what the program writes, from line ${one.findIndex((it, at) => it !== two[at]) + 1}`);
  }
  same += 1;
};
const fixtures = join(root, "fixtures");
for (const name of readdirSync(fixtures)) {
  if (!existsSync(join(fixtures, name, "contract.md"))) continue;
  for (const format of ["docx", "pdf", "md", "txt"]) {
    const contract = `contract.${format}`;
    const cwd = join(fixtures, name);
    const bytes = readFileSync(join(cwd, contract));
    for (const form of ["json", "sarif", "concise"]) {
      const ours = await weeflint.report(bytes, { name: contract, command: "check", form, messages: "nl" });
      const theirs = run(cwd, ["check", contract, "--isolated", "--output-format", form, "--messages", "nl"]);
      alike(ours, theirs.stdout, `${name} ${format} ${form}`);
    }
    for (const [command, form] of [["assess", "html"], ["assess", "docx"], ["questions", "md"]]) {
      const path = join(folder, `report.${form}`);
      run(cwd, [command, contract, "--isolated", "--report", path, "--messages", "en"]);
      const ours = await weeflint.report(bytes, { name: contract, command, form, messages: "en" });
      alike(ours, readFileSync(path), `${name} ${format} ${command} ${form}`);
    }
  }
}

// What is wrong is said in one line, and the next contract is read as ever.
const bytes = new TextEncoder().encode("# Overeenkomst\n\n1.1 Opdrachtgever kan de opdracht naar eigen inzicht wijzigen.\n");
const ask = { name: "zorg.md", command: "assess", form: "md", messages: "nl" };
await rejects(weeflint.report(new Uint8Array(), ask), /leeg/);
await rejects(weeflint.report(bytes, { ...ask, form: "pdf" }), /no form 'pdf': html, md, docx/);
await rejects(weeflint.report(bytes, { ...ask, messages: "fr" }), /no messages in 'fr'/);
await rejects(weeflint.report(bytes, { ...ask, colour: "red" }), /unknown field `colour`/);
writeFileSync(join(folder, "leeg.md"), "");
const refused = run(folder, ["check", "leeg.md", "--isolated", "--output-format", "json", "--messages", "nl"]);
const empty = await weeflint.report(new Uint8Array(), { ...ask, name: "leeg.md", command: "check", form: "json" });
alike(empty, refused.stdout, "an empty file");
const found = JSON.parse(new TextDecoder().decode(await weeflint.report(bytes, { ...ask, command: "check", form: "json" })));
if (!found.documents[0].findings.some((it) => it.rule === "one-sided/sole-discretion")) throw new Error("nothing found");
rmSync(folder, { recursive: true });
console.log(`WebAssembly: ${same} reports are those of the program, byte for byte`);
