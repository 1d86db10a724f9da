// Builds dist/weeflint.wasm, dist/weeflint.mjs and dist/weeflint.html: the module, what loads it, and
// one page that holds both and works from a folder, without a server and without a network.
//
// rustup target add wasm32-unknown-unknown && node build.mjs
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const target = "wasm32-unknown-unknown";
execFileSync("cargo", ["build", "--release", "--target", target], { cwd: here, stdio: "inherit" });
const wasm = readFileSync(join(here, "target", target, "release", "weeflint_wasm.wasm"));
const read = (name) => readFileSync(join(here, name), "utf8");
const loader = read("weeflint.mjs").replace(/^export /gm, "");
const script = loader + read("page.mjs").replace(/^import .*\n/gm, "");
const packed = gzipSync(wasm, { level: 9 });
// The page runs this script and no other.
const hash = `sha256-${createHash("sha256").update(script).digest("base64")}`;
const parts = { script: hash, wasm: packed.toString("base64"), page: script };
const page = read("page.html").replace(/\{(script|wasm|page)\}/g, (_, name) => parts[name]);

const dist = join(here, "dist");
mkdirSync(dist, { recursive: true });
writeFileSync(join(dist, "weeflint.wasm"), wasm);
writeFileSync(join(dist, "weeflint.html"), page);
copyFileSync(join(here, "weeflint.mjs"), join(dist, "weeflint.mjs"));
const size = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
console.log(`weeflint.wasm ${size(wasm.length)}, packed ${size(packed.length)}; weeflint.html ${size(page.length)}`);
