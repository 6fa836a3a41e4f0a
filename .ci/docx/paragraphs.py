"""Paragraphs, headings, lists, runs, fields and revisions of generated documents."""

import words
from rawxml import append, elements, field, paragraph, run, runs

from docx.oxml import parse_xml


def add(b, text, content, properties=""):
    append(b, paragraph(content, properties))
    b.paragraph(text)


def plain(b):
    text = b.words.sentence()
    add(b, text, runs(b, text))


def by_library(b):
    """A paragraph that python-docx writes itself."""
    text = b.words.sentence()
    p = b.doc.add_paragraph()
    for piece in b.words.divided(text):
        p.add_run(piece)
    b.paragraph(text)


def indented(b):
    """Blanks typed in front, as indents were typed before; and an indent in characters."""
    text = b.words.sentence()
    add(b, text, runs(b, "\u3000\u3000" + text))
    text = b.words.sentence()
    add(b, text, runs(b, text), '<w:ind w:firstLine="420" w:firstLineChars="200"/>')


def markup(b):
    text = b.words.word() + b.random.choice(words.MARKUP) + b.words.sentence(1)
    add(b, text, runs(b, text))


def empty(b):
    for _ in range(b.random.randint(1, 4)):
        append(b, paragraph(b.random.choice(("", run(""), run(" "), run("\u3000\u3000")))))


def break_and_tab(b):
    one, two, three = b.words.word(), b.words.word(), b.words.word()
    add(b, f"{one}\n{two}\t{three}", run(one) + "<w:r><w:br/></w:r>" + runs(b, two) + "<w:r><w:tab/></w:r>" + run(three))


def next_level(b):
    """The level of the next heading; none is skipped."""
    b.level = b.random.randint(1, min(4, getattr(b, "level", 0) + 1))
    return b.level


def heading(b):
    level, text = next_level(b), b.words.heading()
    b.doc.add_paragraph(style=f"Heading {level}")
    last = b.doc.paragraphs[-1]
    for piece in b.words.divided(text):
        last.add_run(piece)
    b.items.append({"kind": "heading", "level": level, "text": text})
    plain(b)


def outline_level(b):
    level, text = next_level(b), b.words.heading()
    append(b, paragraph(runs(b, text), f'<w:outlineLvl w:val="{level - 1}"/>'))
    b.items.append({"kind": "heading", "level": level, "text": text})
    plain(b)


def inherited_heading(b):
    """A style based on a heading's."""
    level, text = next_level(b), b.words.heading()
    name = f"本单位标题{b.next_id()}"
    style = b.doc.styles.add_style(name, 1)
    style.base_style = b.doc.styles[f"Heading {level}"]
    p = b.doc.add_paragraph(style=name)
    p.add_run(text)
    b.items.append({"kind": "heading", "level": level, "text": text})
    plain(b)


# format → the first five numbers
NUMBERS = {
    "chineseCounting": "一二三四五", "japaneseCounting": "一二三四五", "chineseCountingThousand": "一二三四五", "ideographDigital": "一二三四五",
    "chineseLegalSimplified": "壹贰叁肆伍", "ideographTraditional": "甲乙丙丁戊", "ideographZodiac": "子丑寅卯辰", "decimal": "12345",
    "decimalEnclosedCircle": "①②③④⑤", "decimalEnclosedCircleChinese": "①②③④⑤", "decimalFullWidth": "１２３４５", "lowerLetter": "abcde",
    "upperLetter": "ABCDE", "lowerRoman": ("i", "ii", "iii", "iv", "v"), "upperRoman": ("I", "II", "III", "IV", "V"), "decimalZero": ("01", "02", "03", "04", "05"),
}
SHAPES = ("%1、", "（%1）", "第%1条", "第%1章", "%1．", "%1)", "%1")


def numbering(b, levels):
    """A new list of python-docx's numbering part; a level is (format, shape, suffix)."""
    root = b.doc.part.numbering_part.element
    number = 200 + b.lists
    b.lists += 1
    inside = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>' + (f'<w:suff w:val="{suffix}"/>' if suffix else "") +
        f'<w:lvlText w:val="{shape}"/><w:lvlJc w:val="left"/></w:lvl>' for i, (form, shape, suffix) in enumerate(levels))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    first = root.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}num")
    first.addprevious(parse_xml(f'<w:abstractNum {space} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{inside}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {space} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    return number


def label(form, shape, suffix, n, level=0):
    shown = shape.replace(f"%{level + 1}", NUMBERS[form][n])
    if suffix == "nothing" or shown.endswith(tuple("、）．。〕")):
        return shown
    return shown + " "


def numbered(b):
    """Paragraphs with automatic numbers on two levels."""
    r = b.random
    levels = [(r.choice(sorted(NUMBERS)), r.choice(SHAPES), r.choice(("", "nothing", "space", "tab"))) for _ in range(2)]
    levels[1] = (levels[1][0], levels[1][1].replace("%1", "%2"), levels[1][2])
    number, count = numbering(b, levels), 0
    for _ in range(r.randint(2, 4)):
        text = b.words.sentence(1)
        properties = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        append(b, paragraph(runs(b, text), properties))
        b.items.append({"kind": "text", "text": label(*levels[0], count) + text})
        count += 1
        for n in range(r.randint(0, 2)):
            text = b.words.sentence(1)
            append(b, paragraph(runs(b, text), properties.replace('"0"', '"1"', 1)))
            b.items.append({"kind": "text", "text": label(*levels[1], n, 1) + text})


def numbered_heading(b):
    number = numbering(b, [("japaneseCounting", "%1、", "nothing")])
    b.level = 1
    for n in range(2):
        text = b.words.heading()
        p = b.doc.add_paragraph(text, style="Heading 1")
        p._p.get_or_add_pPr().append(elements(f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')[0])
        b.items.append({"kind": "heading", "level": 1, "text": NUMBERS["japaneseCounting"][n] + "、" + text})
        plain(b)


def bullets(b):
    for _ in range(b.random.randint(2, 4)):
        text = b.words.sentence(1)
        p = b.doc.add_paragraph(style="List Bullet")
        for piece in b.words.divided(text):
            p.add_run(piece)
        b.items.append({"kind": "text", "text": text})


def number_style(b):
    """python-docx's style of numbered paragraphs; its numbers go on through the document."""
    b.styled = getattr(b, "styled", 0)
    for _ in range(2):
        b.styled += 1
        text = b.words.sentence(1)
        b.doc.add_paragraph(text, style="List Number")
        b.items.append({"kind": "text", "text": f"{b.styled}. {text}"})


def letters(b):
    """Runs with marks: bold, italic, underlined, with dots, scripts."""
    marks = ("<w:b/>", "<w:i/>", '<w:u w:val="single"/>', '<w:em w:val="dot"/>', '<w:b/><w:i/>', '<w:vertAlign w:val="baseline"/>')
    texts = [b.words.clause() for _ in range(4)]
    content = "".join(runs(b, text, b.random.choice(marks) if i % 2 else "") for i, text in enumerate(texts))
    add(b, "".join(texts), content)


def scripts(b):
    square = "<w:vertAlign w:val=\"superscript\"/>"
    below = "<w:vertAlign w:val=\"subscript\"/>"
    add(b, "面积19.6km2，浓度22μg/m3，CO2下降。", run("面积19.6km") + run("2", square) + run("，浓度22μg/m") + run("3", square) + run("，CO") + run("2", below) + run("下降。"))


def capitals(b):
    add(b, "主管单位OFFICE和用户。", run("主管单位") + run("office", "<w:caps/>") + run("和用户。"))


def ruby(b):
    text, after = b.words.word(), b.words.sentence(1)
    content = run(text) + f'<w:r><w:ruby><w:rubyPr><w:hps w:val="10"/></w:rubyPr><w:rt>{run("chóng")}</w:rt><w:rubyBase>{run("重")}</w:rubyBase></w:ruby></w:r>' + runs(b, "庆" + after)
    add(b, text + "重庆" + after, content)
    content = run(text) + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run('EQ \\* jc2 \\* "Font:宋体" \\* hps10 \\o\\ad(\\s\\up 9(chóng),重)', tag="instrText") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + runs(b, "庆" + after)
    add(b, text + "重庆" + after, content)


def circled(b):
    n = b.random.randint(1, 20)
    text = b.words.sentence(1)
    content = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("eq \\o\\ac(○,", tag="instrText") + run(f"{n})", tag="instrText") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    add(b, chr(0x2460 + n - 1) + text, content + runs(b, text))


def symbols(b):
    before, after = b.words.word(), b.words.sentence(1)
    sym = lambda font, code: f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    add(b, f"{before}☑α±≤{after}", run(before) + sym("Wingdings", "F0FE") + sym("Symbol", "F061") + sym("Symbol", "F0B1") + sym("Symbol", "F0A3") + runs(b, after))


def special(b):
    """Elements inside runs that are characters or none."""
    one, two = b.words.word(), b.words.sentence(1)
    add(b, f"{one}A-1{two}", f"<w:r><w:t>{one}A</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/></w:r>" + runs(b, two))


def link(b):
    one, two, three = b.words.word(), b.words.word(), b.words.sentence(1)
    relation = b.doc.part.relate_to(f"https://example.cn/{b.next_id()}", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True)
    add(b, one + two + three, run(one) + f'<w:hyperlink r:id="{relation}" w:history="1">{runs(b, two)}</w:hyperlink>' + runs(b, three))


def fields(b):
    one, two, three = b.words.word(), b.words.word(), b.words.sentence(1)
    add(b, one + two + three, run(one) + field(" REF _Ref1 \\h ", runs(b, two)) + runs(b, three))
    add(b, one + two + three, run(one) + f'<w:fldSimple w:instr=" SEQ 图 \\* ARABIC ">{run(two)}</w:fldSimple>' + run(three))
    inner = field(" SEQ 表 ", run("7"))
    add(b, f"{one}第7页{three}", run(one) + field(' HYPERLINK "https://example.cn/a" ', run("第") + inner + run("页")) + run(three))


def controls(b):
    one, two, three = b.words.word(), b.words.sentence(1), b.words.sentence(1)
    add(b, one + two, run(one) + f'<w:sdt><w:sdtPr><w:id w:val="{b.next_id()}"/></w:sdtPr><w:sdtContent>{runs(b, two)}</w:sdtContent></w:sdt>')
    append(b, f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{paragraph(runs(b, three))}</w:sdtContent></w:sdt>")
    b.paragraph(three)
    add(b, one, run(one) + f"<w:sdt><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>{run('单击此处输入文字')}</w:sdtContent></w:sdt>")


def wrapped(b):
    """Runs inside elements that only wrap them."""
    one, two, three = b.words.word(), b.words.word(), b.words.sentence(1)
    add(b, one + two + three, f'<w:smartTag w:uri="urn:x" w:element="place"><w:smartTag w:uri="urn:x" w:element="city">{runs(b, one)}</w:smartTag></w:smartTag>'
        f'<w:customXml w:element="x">{run(two)}</w:customXml><w:dir w:val="ltr">{run(three)}</w:dir>')


def alternate(b):
    """Text once, although both branches hold it."""
    one, two = b.words.word(), b.words.sentence(1)
    add(b, one + two, f'<mc:AlternateContent><mc:Choice Requires="w14">{run(one)}</mc:Choice><mc:Fallback>{run(one)}</mc:Fallback></mc:AlternateContent>' + runs(b, two))


def commented(b):
    text = b.words.sentence()
    p = b.doc.add_paragraph()
    parts = [p.add_run(piece) for piece in b.words.divided(text)]
    b.doc.add_comment(parts[0], text="请核对" + b.words.word(), author="编", initials="B")
    b.paragraph(text)
    b.tell("comment")


def hidden(b):
    one, two, three = b.words.word(), b.words.word(), b.words.sentence(1)
    properties = b.random.choice(("<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'))
    add(b, one + three, run(one) + run(two, properties) + runs(b, three))
    b.tell("hidden")


def coloured(b):
    one, two = b.words.word(), b.words.sentence(1)
    properties = b.random.choice(('<w:color w:val="FF0000"/>', '<w:highlight w:val="yellow"/>'))
    add(b, one + two, run(one, properties) + runs(b, two))
    b.tell("colour")


def page_break(b):
    append(b, paragraph('<w:r><w:br w:type="page"/></w:r>'))
    text = b.words.sentence()
    add(b, text, runs(b, text), "<w:pageBreakBefore/>")
    b.tell("page break")


def section_break(b):
    text = b.words.sentence()
    add(b, text, runs(b, text), '<w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>')


def contents(b):
    """An automatic table of contents over several paragraphs."""
    lines = [b.words.heading() for _ in range(3)]
    body = paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run(' TOC \\o "1-3" \\h ', tag="instrText") + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run(lines[0]) + "<w:r><w:tab/></w:r>" + run("1"))
    body += paragraph(run(lines[1]) + "<w:r><w:tab/></w:r>" + field(" PAGEREF _Toc1 \\h ", run("2")))
    body += paragraph(run(lines[2])) + paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    append(b, f'<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{body}</w:sdtContent></w:sdt>')
    b.tell("contents")


def stamp(b):
    return f'w:id="{b.next_id()}" w:author="编" w:date="2026-03-01T08:00:00Z"'


def chosen(b, accepted, rejected):
    b.revised = True
    return accepted if b.changes == "accept" else rejected


def revised_runs(b):
    one, old, new, three = b.words.word(), b.words.word(), b.words.word(), b.words.sentence(1)
    content = run(one) + f"<w:del {stamp(b)}>{run(old, tag='delText')}</w:del><w:ins {stamp(b)}>{runs(b, new)}</w:ins>" + runs(b, three)
    add(b, one + chosen(b, new, old) + three, content)


def moved_runs(b):
    one, moved, three = b.words.word(), b.words.word(), b.words.sentence(1)
    here = f'<w:moveFromRangeStart w:id="{b.next_id()}" w:name="m{b.identity}" w:author="编" w:date="2026-03-01T08:00:00Z"/><w:moveFrom {stamp(b)}>{run(moved)}</w:moveFrom><w:moveFromRangeEnd w:id="{b.identity}"/>'
    there = f"<w:moveTo {stamp(b)}>{run(moved)}</w:moveTo>"
    add(b, chosen(b, one + three + moved, one + moved + three), run(one) + here + run(three) + there)


def revised_marks(b):
    """Paragraph marks that were inserted and deleted."""
    for kind in ("ins", "del"):
        one, two = b.words.sentence(1), b.words.sentence(1)
        append(b, paragraph(runs(b, one), f"<w:rPr><w:{kind} {stamp(b)}/></w:rPr>") + paragraph(runs(b, two)))
        if chosen(b, kind == "ins", kind == "del"):
            b.paragraph(one)
            b.paragraph(two)
        else:
            b.paragraph(one + two)


def deleted_paragraph(b):
    """A paragraph that is deleted wholly, with its mark."""
    one, two = b.words.sentence(1), b.words.sentence(1)
    append(b, paragraph(f"<w:del {stamp(b)}>{run(one, tag='delText')}</w:del>", f"<w:rPr><w:del {stamp(b)}/></w:rPr>") + paragraph(runs(b, two)))
    if not chosen(b, True, False):
        b.paragraph(one)
    b.paragraph(two)


def changed_format(b):
    """A change of formatting needs no decision."""
    text = b.words.sentence()
    add(b, text, run(text[:3], f"<w:b/><w:rPrChange {stamp(b)}><w:rPr/></w:rPrChange>") + runs(b, text[3:]))


KINDS = {
    "plain": plain, "by python-docx": by_library, "indented": indented, "signs of Markdown": markup, "empty": empty, "break and tab": break_and_tab,
    "heading": heading, "outline level": outline_level, "inherited heading": inherited_heading, "numbered": numbered, "numbered heading": numbered_heading,
    "bullets": bullets, "style of numbers": number_style, "letters": letters, "scripts": scripts, "capitals": capitals, "ruby": ruby, "circled number": circled,
    "symbols": symbols, "special characters": special, "link": link, "fields": fields, "content controls": controls, "wrappers": wrapped, "alternate content": alternate,
    "comment": commented, "hidden": hidden, "coloured": coloured, "page break": page_break, "section break": section_break, "contents": contents,
    "revised runs": revised_runs, "moved runs": moved_runs, "revised marks": revised_marks, "deleted paragraph": deleted_paragraph, "changed format": changed_format,
}
