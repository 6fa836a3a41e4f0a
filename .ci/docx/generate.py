#!/usr/bin/env python3
"""Generates documents with known content.

    generate.py FOLDER [N] [SEED]      N documents, 200, from the seed 1

Each document is FOLDER/NNNN/a.docx with a manifest beside it and expected.json: the
paragraphs, tables, pictures and notes that a reader must find, in order, and the codes
of the findings that must tell what was left out. python-docx writes the documents; what
it cannot write is XML by hand. Every document has at least twelve kinds of content, and
its text stands in runs that are divided anywhere. A document's seed is its name: the
same seed gives the same document.
"""

import json
import pathlib
import random
import sys

import docx

import notes
from content import KINDS
from package import VARIANTS, rewrite
from words import Words

MANIFEST = """schema = 1
[publication]
title = "生成文稿"
issuer = ["甲办"]
[issue]
year = 2026
number = 1
date = 2026-03-01
[contents]
show = false
[[section]]
title = "稿件"
[[section.article]]
title = "第{seed}号生成文稿"
file = "a.docx"
{more}
"""


class Builder:
    """A document under construction and what a reader must find in it."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.words = Words(self.random)
        self.doc = docx.Document()
        self.items = []  # of the body, in order
        self.notes = []  # [kind, text] in the order of their calls
        self.told = {}  # code → at least so many findings
        self.changes = self.random.choice(["accept", "reject"])
        self.revised = False
        self.lists = 0
        self.identity = 100  # of bookmarks, drawings, revisions

    def next_id(self):
        self.identity += 1
        return self.identity

    def paragraph(self, text):
        """What a reader finds of a paragraph: blanks at its ends are dropped."""
        text = text.strip(" \t\u3000\n")
        if text:
            self.items.append({"kind": "text", "text": text})

    def tell(self, code):
        self.told[code] = self.told.get(code, 0) + 1


def generate(seed, folder):
    b = Builder(seed)
    # Two paragraphs first: lines before the body's first paragraph may be its title.
    chosen = b.random.sample(sorted(KINDS), b.random.randint(12, len(KINDS)))
    for kind in ["plain", "plain"] + chosen + ["plain"]:
        KINDS[kind](b)
    notes.finish(b)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "a.docx"
    b.doc.save(file)
    variants = [name for name in VARIANTS if b.random.random() < 0.25]
    rewrite(file, variants)
    more = f'changes = "{b.changes}"' if b.revised else ""
    (folder / "issue.toml").write_text(MANIFEST.format(seed=seed, more=more), encoding="utf-8")
    expected = {"kinds": chosen, "variants": variants, "items": b.items, "notes": b.notes, "told": b.told}
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1), encoding="utf-8")


def main():
    folder = pathlib.Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    for seed in range(first, first + count):
        generate(seed, folder / f"{seed:04d}")


if __name__ == "__main__":
    main()
