"""Footnotes and endnotes of generated documents, whose parts python-docx lacks."""

from docx.opc.packuri import PackURI
from docx.opc.part import Part

from paragraphs import chosen, stamp
from rawxml import SPACES, append, paragraph, run, runs

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def call(b, kind, texts, content=None):
    """The call of a new note of one or more paragraphs."""
    if not hasattr(b, "note_parts"):
        b.note_parts = {"footnote": [], "endnote": []}
    entries = b.note_parts[kind]
    number = len(entries) + 1
    mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>'
    body = "".join(paragraph((mark + run(" ") if i == 0 else "") + (content or runs(b, text))) for i, text in enumerate(texts))
    entries.append(f'<w:{kind} w:id="{number}">{body}</w:{kind}>')
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'


def note(b, kind, count):
    before, after = b.words.word(), b.words.sentence(1)
    texts = [b.words.sentence(1) for _ in range(count)]
    append(b, paragraph(runs(b, before) + call(b, kind, texts) + runs(b, after)))
    b.paragraph(before + after)
    b.notes.append({"kind": kind, "text": "".join(texts)})


def footnote(b):
    note(b, "footnote", 1)


def long_footnote(b):
    note(b, "footnote", 2)


def endnote(b):
    note(b, "endnote", 1)


def revised_note(b):
    before, one, new, old = b.words.sentence(1), b.words.word(), b.words.word(), b.words.word()
    content = run(one) + f"<w:ins {stamp(b)}>{run(new)}</w:ins><w:del {stamp(b)}>{run(old, tag='delText')}</w:del>"
    append(b, paragraph(runs(b, before) + call(b, "footnote", [one], content)))
    b.paragraph(before)
    b.notes.append({"kind": "footnote", "text": one + chosen(b, new, old)})


def finish(b):
    """Adds the parts of the notes."""
    for kind, entries in getattr(b, "note_parts", {}).items():
        if not entries:
            continue
        separators = "".join(f'<w:{kind} w:type="{name}" w:id="{i}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>' for i, name in ((-1, "separator"), (0, "continuationSeparator")))
        xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{kind}s {SPACES}>{separators}{"".join(entries)}</w:{kind}s>'
        part = Part(PackURI(f"/word/{kind}s.xml"), f"{WORD}{kind}s+xml", xml.encode(), b.doc.part.package)
        b.doc.part.relate_to(part, OFFICE + kind + "s")


KINDS = {"footnote": footnote, "long footnote": long_footnote, "endnote": endnote, "revised note": revised_note}
