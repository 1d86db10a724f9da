#!/usr/bin/env python3
"""Starting points for the fuzzer, made of the fixtures and the built-in rules.

Usage: python3 fuzz/seeds.py        writes fuzz/corpus/TARGET/…; LibreOffice, where it is, adds odt, rtf and html
"""

import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "fuzz" / "corpus"
# The fuzzer learns most from short files; what is longer is cut where a block ends.
LONGEST = 20_000


def put(target, name, data):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def body(path, part):
    with zipfile.ZipFile(path) as package:
        return package.read(part)


def cut(data, end):
    """The head of a long file, up to the last `end` in it."""
    if len(data) <= LONGEST:
        return data
    at = data.rfind(end, 0, LONGEST)
    return data[: at + len(end)] if at > 0 else data[:LONGEST]


def converted(source, kind, folder):
    """The file as LibreOffice writes it; none where LibreOffice isn't there."""
    office = shutil.which("soffice")
    if not office:
        return None
    subprocess.run(
        [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind, "--outdir", folder, source],
        check=False,
        capture_output=True,
    )
    made = Path(folder) / f"{source.stem}.{kind}"
    return made if made.exists() else None


for fixture in sorted(ROOT.glob("fixtures/*/contract.docx")):
    name = fixture.parent.name
    put("docx", name, fixture.read_bytes())
    put("docx_body", name, cut(body(fixture, "word/document.xml"), b"</w:p>"))
    for part in ("styles", "numbering", "footnotes"):
        try:
            put("docx_body", f"{name}-{part}", cut(body(fixture, f"word/{part}.xml"), b">"))
        except KeyError:
            pass
    put("pdf", name, fixture.with_suffix(".pdf").read_bytes())
    put("markdown", name, cut(fixture.with_suffix(".md").read_bytes(), b"\n\n"))
    text = fixture.with_suffix(".txt").read_bytes()
    put("text", name, cut(text, b"\n\n"))
    put("text", f"{name}-utf16", cut(text, b"\n\n").decode().encode("utf-16"))
    put("builder", name, cut(text, b"\n"))
    with tempfile.TemporaryDirectory() as folder:
        if made := converted(fixture, "odt", folder):
            xml = body(made, "content.xml")
            put("odt_body", name, cut(xml[xml.find(b"<office:automatic-styles") :], b"</text:p>"))
        if made := converted(fixture, "rtf", folder):
            put("rtf", name, cut(made.read_bytes().removeprefix(b"{\\rtf1"), b"\\par"))
        if made := converted(fixture, "html", folder):
            put("html", name, cut(made.read_bytes(), b"</p>"))

for rule in sorted(ROOT.glob("rules/*/*.rhai")):
    source = rule.read_text()
    name = f"{rule.parent.name}-{rule.stem}"
    put("rule", name, source.encode())
    for at, pattern in enumerate(re.findall(r"`([^`]+)`", source)[:6]):
        put("expression", f"{name}-{at}", pattern.encode())
