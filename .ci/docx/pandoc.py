#!/usr/bin/env python3
"""Compares what jianbao reads of pandoc's test documents with what pandoc's own tests
expect of them.

    pandoc.py JIANBAO SOURCE [--update]     SOURCE: a folder with pandoc's test/docx

SOURCE is that of Debian's source package (.ci/docx/sources) or of a newer pandoc. For
each document pandoc.tsv has a row: whether it is read silently (without a warning and
without a notice), told or refused, and the codes; whether its text equals the expected
one, blanks apart, automatic numbers and bullets off both sides, tracked changes accepted;
the counts of headings, tables, notes and pictures; and, where text or counts differ, why
that is right. Status 1 if a row differs from what is found, or the totals do not reach
the bars.
"""

import pathlib
import re
import sys
import tempfile

import native
from outline import Outline, squeezed

HERE = pathlib.Path(__file__).resolve().parent
GOLDEN = HERE / "pandoc.tsv"
COLUMNS = ("document", "class", "text", "headings", "tables", "notes", "pictures", "codes", "why")

# The expectation of a document that is not named like it.
EXPECTED = {
    "block_quotes": ("block_quotes_parse_indent", "block_quotes"), "custom-style-reference": ("custom-style-no-styles",), "image": ("image_no_embed",),
    "mendeley_citations": ("mendeley_citations_minus",), "zotero_citations": ("zotero_citations_minus",), "comments": ("comments_no_comments",),
}
# The bars, over all 85 documents of the newest pandoc.
SILENT, REFUSED, EQUAL = 68, 3, 75
# What is added to the name of a document that is damaged, as normalize is in Debian's
# version of pandoc. Such a row counts for no bar: that of the repaired one does.
DAMAGED = " (damaged)"

MANIFEST = """schema = 1
[publication]
title = "刊"
issuer = ["办"]
[issue]
year = 2026
number = 1
date = 2026-03-01
[[section]]
title = "栏"
[[section.article]]
title = "〔文〕"
file = "a.docx"
changes = "{changes}"
"""


# Bullets and numbers at the beginnings of paragraphs in cells.
IN_CELL = re.compile(r"(?m)(?:^|(?<=\t))(?:•|\d+\.) *")


def expectation(source, stem, changes):
    """The native file of a document; None if pandoc has none."""
    names = (f"{stem}_{changes}", *EXPECTED.get(stem, ()), stem)
    if changes == "reject":
        names = names[:1]
    for name in names:
        path = source / f"{name}.native"
        if path.exists():
            return list(native.read(path))
    return None


class Read:
    """What jianbao read of a document."""

    def __init__(self, jianbao, path, changes):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "a.docx").write_bytes(path.read_bytes())
            (folder / "issue.toml").write_text(MANIFEST.format(changes=changes), encoding="utf-8")
            outline = Outline(jianbao, folder / "issue.toml")
        self.text, self.notes = [], []
        self.headings = self.tables = self.pictures = 0
        for entry in outline.entries:
            self.add(entry)
        codes = [f for f in outline.findings if of_reader(f)]
        self.codes = sorted({f["code"] for f in codes})
        severities = {f["severity"] for f in codes}
        self.kind = "refused" if "error" in severities else "told" if severities else "silent"

    def add(self, entry):
        text = entry["text"][entry.get("number", [0, 0])[1]:].lstrip("☐☒")
        if entry["kind"] == "table":
            text = IN_CELL.sub("", text)
        if entry["kind"] == "note":
            self.notes.append(text)
        elif entry["kind"] == "picture":
            self.pictures += 1
        else:
            self.headings += entry["kind"] == "heading"
            self.tables += entry["kind"] == "table"
            self.text.append(text)

    def counts(self):
        return self.headings, self.tables, len(self.notes), self.pictures


def of_reader(finding):
    """Whether a finding is about how the document was read. Alternate texts, fonts and
    proofreading are no matter of pandoc's; the title is that of the manifest here."""
    return finding["code"].startswith("docx") and finding["code"] != "docx-title-differs"


def row(jianbao, source, path):
    read = Read(jianbao, path, "accept")
    counts = read.counts()
    want = expectation(source, path.stem, "accept")
    name = path.stem + (DAMAGED if "docx-damaged" in read.codes else "")
    found = {"document": name, "class": read.kind, "codes": " ".join(read.codes)}
    if not want:
        text = "no expectation"
        expected = counts
    else:
        text = compare(want, read)
        expected = want[0].headings, want[0].tables, len(want[0].notes), want[0].pictures
    rejected = expectation(source, path.stem, "reject")
    if rejected and compare(rejected, Read(jianbao, path, "reject")) != "equal":
        text = "differs if rejected"
    found["text"] = text
    for name, ours, theirs in zip(COLUMNS[3:7], counts, expected):
        found[name] = str(ours) if ours == theirs else f"{ours} (pandoc {theirs})"
    return found, read, want


def compare(want, read):
    """Compares with each of the possible contents."""
    text, notes = squeezed("".join(read.text)), [squeezed(n) for n in read.notes]
    same = any(squeezed("".join(w.text)) == text and [squeezed("".join(n)) for n in w.notes] == notes for w in want)
    return "equal" if same else "differs"


def show(read, want):
    """The first difference."""
    ours, theirs = squeezed("".join(read.text)), squeezed("".join(want[0].text))
    if ours == theirs:
        ours, theirs = "|".join(map(squeezed, read.notes)), "|".join(squeezed("".join(n)) for n in want[0].notes)
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    at = max(0, at - 15)
    return f"    ours   …{ours[at:at + 60]}\n    pandoc …{theirs[at:at + 60]}"


def golden():
    rows = {}
    if GOLDEN.exists():
        for line in GOLDEN.read_text(encoding="utf-8").splitlines()[1:]:
            fields = dict(zip(COLUMNS, line.split("\t")))
            rows[fields["document"]] = fields
    return rows


def main():
    jianbao, source = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    update = "--update" in sys.argv
    rows, wrong, seen = golden(), 0, {}
    documents = sorted(source.glob("*.docx"))
    for path in documents:
        found, read, want = row(jianbao, source, path)
        name = found["document"]
        pinned = rows.get(name, {})
        found["why"] = pinned.get("why", "")
        seen[name] = found
        differs = [name for name in COLUMNS if found[name] != pinned.get(name, "")]
        if differs and not update:
            wrong += 1
            print(f"{name}: " + "; ".join(f"{n}: {found[n]}, pinned {pinned.get(n, 'nothing')}" for n in differs))
        if "differs" in found["text"] and (update or differs):
            print(f"  {name} {found['text']}\n{show(read, want)}")
        if ("differs" in found["text"] or "pandoc" in "".join(found[n] for n in COLUMNS[3:7])) and not found["why"]:
            wrong += 1
            print(f"{name}: differs without a reason in {GOLDEN.name}: {found}")
    if update:
        rows.update(seen)
        lines = ["\t".join(COLUMNS)] + ["\t".join(rows[name][c] for c in COLUMNS) for name in sorted(rows)]
        GOLDEN.write_text("\n".join(lines) + "\n", encoding="utf-8")
    wrong += bars(rows)
    now = list(seen.values())
    print(f"{len(documents)} documents of pandoc: " + ", ".join(f"{sum(r['class'] == c for r in now)} {c}" for c in ("silent", "told", "refused")) +
          f"; text equal in {sum(r['text'] == 'equal' for r in now)} of {sum(r['text'] != 'no expectation' for r in now)}")
    if not documents:
        print(f"no document in {source}")
        wrong += 1
    return 1 if wrong else 0


def bars(rows):
    """Checks the totals of the golden list, which has all documents of the newest pandoc."""
    wrong, rows = 0, {name: r for name, r in rows.items() if not name.endswith(DAMAGED)}
    for name, count, good in (
        ("silent", sum(r["class"] == "silent" for r in rows.values()), lambda n: n >= SILENT),
        ("refused", sum(r["class"] == "refused" for r in rows.values()), lambda n: n <= REFUSED),
        ("equal", sum(r["text"] == "equal" for r in rows.values()), lambda n: n >= EQUAL),
    ):
        if not good(count):
            wrong += 1
            print(f"{name}: {count}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
