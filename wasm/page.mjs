// What weeflint.html does: a contract chosen or dropped becomes a baseline below it.
import { load } from "./weeflint.mjs";

const SAID = {
  nl: {
    what: "Leest een contract zoals een begeleider van relationeel contracteren dat doet: welke zinnen de samenwerking onder druk zetten, waarom, en hoe het anders kan.",
    choose: "Kies een contract …",
    private: "Of sleep het hierheen: Word, PDF, ODT, RTF, HTML, Markdown of tekst, in het Nederlands of Engels. Het contract blijft in dit venster; de pagina kan niets versturen.",
    loading: "weeflint wordt klaargezet …",
    reading: "{} wordt gelezen …",
    done: "{}: de nulmeting staat hieronder.",
    stopped: "Deze browser kan weeflint niet draaien: {}",
    keep: "Bewaren:",
    baselineWord: "nulmeting (Word)",
    baselinePage: "nulmeting (webpagina)",
    questions: "vragen vooraf (Word)",
    findings: "bevindingen (JSON)",
    limits: "weeflint meet de tekst, niet de relatie, en geeft geen juridisch advies. Deze pagina kent de ingebouwde regels; eigen regels, instellingen en eerdere besluiten kent alleen het programma.",
    report: "Nulmeting van {}",
    names: { assess: "nulmeting", questions: "vragen", check: "bevindingen" },
  },
  en: {
    what: "Reads a contract the way a facilitator of relational contracting does: which sentences strain the collaboration, why, and what could be said instead.",
    choose: "Choose a contract …",
    private: "Or drop it here: Word, PDF, ODT, RTF, HTML, Markdown or text, in Dutch or English. The contract stays in this window; the page cannot send anything.",
    loading: "Getting weeflint ready …",
    reading: "Reading {} …",
    done: "{}: the baseline stands below.",
    stopped: "This browser cannot run weeflint: {}",
    keep: "Keep:",
    baselineWord: "baseline (Word)",
    baselinePage: "baseline (web page)",
    questions: "questions beforehand (Word)",
    findings: "findings (JSON)",
    limits: "weeflint measures the text, not the relationship, and gives no legal advice. This page knows the built-in rules; rules of your own, settings and earlier decisions are for the program.",
    report: "Baseline of {}",
    names: { assess: "baseline", questions: "questions", check: "findings" },
  },
};

const find = (id) => document.getElementById(id);
const [drop, file, said, keep, frame] = ["drop", "file", "said", "keep", "report"].map(find);
let language = navigator.language.startsWith("nl") ? "nl" : "en";
let contract;
let status = ["loading"];

const say = (...what) => {
  status = what;
  const [name, value, wrong] = what;
  said.textContent = name ? SAID[language][name].replace("{}", () => value ?? "") : value;
  said.className = wrong ? "wrong" : "";
};

const speak = (chosen) => {
  language = chosen;
  document.documentElement.lang = chosen;
  for (const it of document.querySelectorAll("[data-say]")) it.textContent = SAID[chosen][it.dataset.say];
  for (const it of document.querySelectorAll("[data-language]")) it.setAttribute("aria-pressed", it.dataset.language === chosen);
  say(...status);
};

const unpacked = async (text) => {
  const bytes = Uint8Array.from(atob(text.trim()), (it) => it.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
};

// The words on the page are there before the work begins.
const shown = () => new Promise((then) => setTimeout(then, 30));

const judge = async (weeflint) => {
  frame.hidden = keep.hidden = true;
  say("reading", contract.name);
  await shown();
  try {
    const page = await weeflint.report(contract.bytes, { name: contract.name, command: "assess", form: "html", messages: language });
    frame.title = SAID[language].report.replace("{}", () => contract.name);
    frame.srcdoc = new TextDecoder().decode(page);
    frame.hidden = keep.hidden = false;
    say("done", contract.name);
  } catch (error) {
    say(null, error.message, true);
  }
};

const save = async (weeflint, { command, form }) => {
  try {
    const report = await weeflint.report(contract.bytes, { name: contract.name, command, form, messages: language });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([report]));
    link.download = `${contract.name.replace(/\.[^.]*$/, "")}-${SAID[language].names[command]}.${form}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (error) {
    say(null, error.message, true);
  }
};

speak(language);
try {
  const weeflint = await load(await unpacked(find("wasm").textContent));
  const open = async (chosen) => {
    if (!chosen) return;
    contract = { name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) };
    await judge(weeflint);
  };
  file.addEventListener("change", () => open(file.files[0]));
  for (const it of ["dragover", "dragleave", "drop"]) {
    addEventListener(it, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", it === "dragover");
      if (it === "drop") open(event.dataTransfer.files[0]);
    });
  }
  for (const it of document.querySelectorAll("[data-command]")) it.addEventListener("click", () => save(weeflint, it.dataset));
  for (const it of document.querySelectorAll("[data-language]")) {
    it.addEventListener("click", () => {
      speak(it.dataset.language);
      if (contract && !frame.hidden) judge(weeflint);
    });
  }
  say(null, "");
  document.body.dataset.ready = "yes";
} catch (error) {
  say("stopped", error.message, true);
}
