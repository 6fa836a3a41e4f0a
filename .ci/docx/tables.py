"""Tables of generated documents."""

from paragraphs import chosen, plain, stamp
from rawxml import append, elements, paragraph, run, runs


def word(b):
    return b.words.word()[: b.random.randint(2, 6)]


def cells(rows):
    return [text for row in rows for text in row if text]


def by_library(b):
    """A table that python-docx writes, some of its cells merged, its first row a head."""
    height, width = b.random.randint(3, 5), b.random.randint(2, 4)
    t = b.doc.add_table(height, width, style="Table Grid")
    rows = [[word(b) for _ in range(width)] for _ in range(height)]
    if b.random.random() < 0.5:  # across
        t.cell(0, 0).merge(t.cell(0, 1))
        rows[0][1] = ""
    if b.random.random() < 0.5:  # down
        t.cell(1, width - 1).merge(t.cell(2, width - 1))
        rows[2][width - 1] = ""
    for i in range(height):
        for j in range(width):
            if rows[i][j]:
                for piece in b.words.divided(rows[i][j]):
                    t.cell(i, j).paragraphs[0].add_run(piece)
    t.rows[0]._tr.get_or_add_trPr().append(elements("<w:tblHeader/>")[0])
    b.items.append({"kind": "table", "cells": cells(rows)})
    plain(b)


def cell(b, text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(runs(b, text) if text else '')}</w:tc>"


def raw(b):
    """Old and rare forms: hMerge, gridBefore, no gridCol, two paragraphs in a cell."""
    a, c, d, e, f, g, h = (word(b) for _ in range(7))
    rows = "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell(b, a, '<w:hMerge w:val="restart"/>') + cell(b, "", "<w:hMerge/>") + cell(b, c) + "</w:tr>"
    rows += "<w:tr>" + cell(b, d, '<w:vMerge w:val="restart"/>') + cell(b, e) + cell(b, f) + "</w:tr>"
    rows += "<w:tr>" + cell(b, "", "<w:vMerge/>") + f"<w:tc><w:tcPr/>{paragraph(run(g))}{paragraph(runs(b, h))}</w:tc>" + cell(b, "") + "</w:tr>"
    append(b, f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")
    b.items.append({"kind": "table", "cells": [a, c, d, e, f, g + h]})
    plain(b)


def captioned(b):
    """A line above is the caption, one about the unit stands between."""
    b.captions = getattr(b, "captions", 0) + 1
    caption = f"表{b.captions}　{b.words.heading()}"
    append(b, paragraph(runs(b, caption), '<w:jc w:val="center"/>') + paragraph(run("单位：万元"), '<w:jc w:val="right"/>'))
    a, c = word(b), word(b)
    number = str(b.random.randint(1, 9999))
    grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    append(b, f"<w:tbl><w:tblPr/>{grid}<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell(b, a)}{cell(b, c)}</w:tr><w:tr>{cell(b, word_kept(b))}{cell(b, number)}</w:tr></w:tbl>")
    b.items.append({"kind": "table", "caption": caption, "unit": "单位：万元", "cells": [a, c, b.kept, number]})
    plain(b)


def word_kept(b):
    b.kept = word(b)
    return b.kept


def box(b):
    """One cell alone is a box."""
    one, two = b.words.sentence(1), b.words.sentence(1)
    append(b, f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"8000\"/></w:tblGrid><w:tr><w:tc><w:tcPr/>{paragraph(runs(b, one))}{paragraph(runs(b, two))}</w:tc></w:tr></w:tbl>")
    for text in (one, two):
        b.items.append({"kind": "text", "text": text, "moves": True})
    plain(b)


def revised_rows(b):
    kept, new, old = [word(b), word(b)], [word(b), word(b)], [word(b), word(b)]
    row = lambda texts, about="": f"<w:tr><w:trPr>{about}</w:trPr>" + "".join(cell(b, text) for text in texts) + "</w:tr>"
    rows = row(kept, "<w:tblHeader/>") + row(new, f"<w:ins {stamp(b)}/>") + row(old, f"<w:del {stamp(b)}/>") + row(kept)
    append(b, f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>{rows}</w:tbl>')
    b.items.append({"kind": "table", "cells": kept + chosen(b, new, old) + kept})
    plain(b)


KINDS = {"table by python-docx": by_library, "table": raw, "captioned table": captioned, "box": box, "revised rows": revised_rows}
