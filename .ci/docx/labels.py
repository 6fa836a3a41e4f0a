#!/usr/bin/env python3
"""Compares the automatic numbers that jianbao prints with those of LibreOffice.

    labels.py JIANBAO FOLDER SOURCE...     SOURCE: files or folders with documents

FOLDER is recreated. LibreOffice is started once; it converts the documents of
numberings.py and of the SOURCEs to text, in which numbers are text. Every numbered
paragraph of ours is looked up there. labels.tsv names the paragraphs in which the two
differ, each with the reason; numbers with Chinese characters must not differ at all.
"""

import pathlib
import re
import shutil
import subprocess
import sys

import numberings
from outline import Outline, squeezed
from pandoc import MANIFEST

HERE = pathlib.Path(__file__).resolve().parent
HAN = re.compile(r"[\u3400-\u9fff〇]")


def collect(folder, sources):
    """Copies all documents to folder, under names that differ, and returns them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, make in numberings.DOCUMENTS.items():
        make().save(folder / f"numbering-{name}.docx")
    for source in sources:
        for path in sorted(source.glob("*.docx")) if source.is_dir() else [source]:
            shutil.copy(path, folder / path.name)
    return sorted(folder.glob("*.docx"))


def converted(folder, documents):
    """LibreOffice's text of each document, as lines."""
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, documents)], check=True, capture_output=True, timeout=600)
    return {d.stem: d.with_suffix(".txt").read_text(encoding="utf-8-sig").splitlines() for d in documents if d.with_suffix(".txt").exists()}


def numbered(jianbao, folder, document):
    """The numbered paragraphs of a document: number and text, in order."""
    here = folder / "issue" / document.stem
    here.mkdir(parents=True)
    shutil.copy(document, here / "a.docx")
    (here / "issue.toml").write_text(MANIFEST.format(changes="accept"), encoding="utf-8")
    for entry in Outline(jianbao, here / "issue.toml").entries:
        n = entry.get("number", [0, 0])[1]
        if n:
            yield entry["text"][:n].strip(), entry["text"][n:].split("\n")[0].strip()


def lookup(lines, at, text):
    """The label in front of the next line with text, and the index behind the line."""
    for i in range(at, len(lines)):
        line = squeezed(lines[i])
        if line.endswith(squeezed(text)):
            return line[: len(line) - len(squeezed(text))], i + 1
    return None, at


def main():
    jianbao, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    documents = collect(folder, [pathlib.Path(a) for a in sys.argv[3:]])
    lines = converted(folder, documents)
    named = {tuple(row.split("\t")[:4]) for row in (HERE / "labels.tsv").read_text(encoding="utf-8").splitlines()[1:]}
    total, equal, missing, wrong, used = {"Chinese": 0, "other": 0}, {"Chinese": 0, "other": 0}, 0, 0, set()
    for document in documents:
        at = 0
        for label, text in numbered(jianbao, folder, document):
            theirs, at = lookup(lines.get(document.stem, []), at, text) if text else (None, at)
            if theirs is None:
                missing += 1
                continue
            kind = "Chinese" if HAN.search(label) else "other"
            total[kind] += 1
            if squeezed(label) == theirs:
                equal[kind] += 1
                continue
            key = (document.stem, text, label, theirs)
            used.add(key)
            if key not in named:
                wrong += 1
                print("not named in labels.tsv: " + "\t".join(key))
    for key in sorted(named - used):
        wrong += 1
        print(f"labels.tsv names a paragraph that does not differ: {key}")
    print(f"numbers as in LibreOffice: {equal['Chinese']} of {total['Chinese']} with Chinese characters, {equal['other']} of {total['other']} others; {missing} not found in its text")
    few = equal["Chinese"] < total["Chinese"] or 58 * equal["other"] < 51 * total["other"]
    return 1 if wrong or few or not total["Chinese"] or not total["other"] else 0


if __name__ == "__main__":
    sys.exit(main())
