#!/usr/bin/env python3
"""Checks that generated documents come out as they went in.

    generated.py JIANBAO FOLDER [N] [SEED]     as generate.py, which makes FOLDER

For each document: what `jianbao check --outline` reads are the paragraphs, headings,
tables, pictures and notes that were written, in order; what was left out is told; and
the pages of the built PDF say the same in the same order (`pdftotext -raw`). Status 1
if a document differs.
"""

import collections
import json
import multiprocessing.pool
import os
import pathlib
import re
import subprocess
import sys

import generate
from outline import Outline, squeezed

# What a finding about text that is not set, or set elsewhere, is called.
CODES = json.loads((pathlib.Path(__file__).resolve().parent / "codes.json").read_text(encoding="utf-8"))


def exact(text):
    """The text as it must be: but for breaks, tabs and soft hyphens."""
    return re.sub(r"[\t\n\u00ad]", "", text).replace("\u2011", "-")


def compare_items(expected, outline):
    """Compares the body with the outline's entries."""
    entries = [e for e in outline.entries if e["kind"] not in ("note", "endnote") and not (e["kind"] == "box-title" and not e["text"].strip())]
    for i, item in enumerate(expected["items"]):
        if i >= len(entries):
            yield f"nothing found for {item}"
            return
        entry = entries[i]
        if item["kind"] == "table":
            same = entry["kind"] == "table" and squeezed("".join([item.get("caption", ""), item.get("unit", "")] + item["cells"])) == squeezed(entry["text"])
        elif item["kind"] == "picture":
            same = entry["kind"] == "picture" and squeezed(item["text"]) == squeezed(entry["text"])
        else:
            same = entry["kind"] not in ("table", "picture") and exact(item["text"]) == exact(entry["text"])
            same = same and (item["kind"] != "heading" or entry["kind"] == "heading" and entry["level"] == item["level"])
        if not same:
            yield f"want {item}\n      found {entry}"
            return
    if len(entries) > len(expected["items"]):
        yield f"found, but not written: {entries[len(expected['items'])]}"


def compare_notes(expected, outline):
    want = sorted(squeezed(n["text"]) for n in expected["notes"])
    found = sorted(squeezed(e["text"]) for e in outline.entries if e["kind"] in ("note", "endnote"))
    if want != found:
        yield f"notes: want {want}\n      found {found}"


def compare_findings(expected, outline):
    errors = [f for f in outline.findings if f["severity"] == "error"]
    for f in errors[:3]:
        yield f"error {f['code']}: {f['message']}"
    told = collections.Counter(f["code"] for f in outline.findings)
    for name, least in expected["told"].items():
        if told[CODES[name]] < 1:
            yield f"nothing tells {name} ({least} times)"


# Signs that the pages have beside the text: readings, and marks of footnotes and endnotes.
ASIDE = re.compile(r"chóng|\[\d+\]|[\u2460-\u2473\u00ad\u200b\u2060\u200c]")


def printed(pdf):
    """The text of each page, without blanks."""
    said = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True).stdout.decode("utf-8", "replace")
    return [plain(page) for page in said.split("\f")]


def plain(text):
    return ASIDE.sub("", squeezed(text)).replace("\u2011", "-")


HEAD = 40  # most characters of a running head and a folio


class Pages:
    """Reads text off pages in order. A text may go on at the next page; at most so many
    characters of other things, notes and tables, may stand behind its first piece and in
    front of its second one."""

    def __init__(self, pages, others):
        self.pages, self.others = pages, others + HEAD
        self.page = self.at = 0

    def read(self, text):
        for page in range(self.page, len(self.pages)):
            here = self.pages[page].find(text, self.at if page == self.page else 0)
            if here >= 0:
                self.page, self.at = page, here + len(text)
                return True
        return any(self.divided(text, page) for page in range(self.page, len(self.pages) - 1))

    def divided(self, text, page):
        """Reads a text that begins on a page and ends on the next one."""
        said = self.pages[page]
        for length in range(len(text) - 1, 0, -1):
            here = said.find(text[:length], self.at if page == self.page else 0)
            if here >= 0 and len(said) - here - length <= self.others:
                end = self.pages[page + 1].find(text[length:], 0, len(text) - length + self.others)
                if end >= 0:
                    self.page, self.at = page + 1, end + len(text) - length
                    return True
        return False


def compare_pdf(expected, pdf):
    """Compares the pages. Tables, boxes and pictures move to where there is room, so each
    table and box is read from the first page on."""
    texts = printed(pdf)
    tables = [item for item in expected["items"] if item["kind"] == "table" or "moves" in item]
    captions = [item for item in expected["items"] if item["kind"] == "picture"]
    others = sum(len(json.dumps(item, ensure_ascii=False)) for item in expected["notes"] + tables + captions)
    pages = Pages(texts, others)
    for item in expected["items"]:
        if item["kind"] in ("text", "heading") and "moves" not in item and not pages.read(plain(item["text"])):
            yield f"not in the PDF in order: {item['text']}\n      there stands …{texts[pages.page][pages.at:pages.at + 80]}"
            return
    for item in tables:
        pages = Pages(texts, others)
        for text in item.get("cells", [item.get("text")]):
            if not pages.read(plain(text)):
                yield f"not in the PDF in order: {text} of {item}"
                return
    for note in expected["notes"]:
        if not Pages(texts, others).read(plain(note["text"])):
            yield f"note not in the PDF: {note['text']}"


def check(jianbao, folder):
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    try:
        outline = Outline(jianbao, folder / "issue.toml")
        wrong = [*compare_findings(expected, outline), *compare_items(expected, outline), *compare_notes(expected, outline)]
        if not wrong:
            pdf = folder / "a.pdf"
            done = subprocess.run([str(jianbao), "build", "--lang", "en", "-o", str(pdf), str(folder / "issue.toml")], capture_output=True, text=True, timeout=120)
            wrong = [*compare_pdf(expected, pdf)] if done.returncode == 0 else [done.stderr[-2000:]]
    except (RuntimeError, ValueError, subprocess.SubprocessError) as problem:
        wrong = [str(problem)]
    return folder, expected, wrong


def main():
    jianbao, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    first = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    seeds = range(first, first + count)
    with multiprocessing.pool.Pool(os.cpu_count()) as pool:
        pool.starmap(generate.generate, [(seed, folder / f"{seed:04d}") for seed in seeds])
    with multiprocessing.pool.ThreadPool(os.cpu_count()) as pool:
        results = pool.starmap(check, [(jianbao, folder / f"{seed:04d}") for seed in seeds])
    kinds, wrong = collections.Counter(), 0
    for path, expected, faults in results:
        kinds.update(expected["kinds"])
        if faults:
            wrong += 1
            print(f"{path} ({', '.join(expected['variants'])}):")
            print("\n".join(f"    {fault}" for fault in faults))
    print(f"{len(results)} generated documents, {min(len(r[1]['kinds']) for r in results)} or more kinds of content in each, {len(kinds)} in all: {wrong} differ")
    return 1 if wrong or not results else 0


if __name__ == "__main__":
    sys.exit(main())
