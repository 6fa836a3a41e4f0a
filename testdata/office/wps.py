"""Writes .docx files in the forms that Chinese offices have them from WPS and Word.

Style ids are numbers and styles are found by name ("heading 1"); runs carry
w:hint="eastAsia" and are split as an editor's typing splits them; first lines are
indented in characters; pages have numbers in their footers; bookmarks, revision ids,
proofing marks and the application's own data stand in between. Needs nothing but
Python. The same document has the same bytes, up to the version of zlib.
"""

import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
EMU = 360000  # a centimetre in drawings

# id → name, based on, paragraph properties, run properties
STYLES = {
    "1": ("Normal", "", '<w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr>',
          '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="宋体" w:cs="Times New Roman"/><w:kern w:val="2"/><w:sz w:val="21"/><w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'),
    "2": ("heading 1", "1", '<w:pPr><w:keepNext/><w:spacing w:before="340" w:after="330" w:line="576" w:lineRule="auto"/><w:outlineLvl w:val="0"/></w:pPr>', '<w:b/><w:kern w:val="44"/><w:sz w:val="44"/>'),
    "3": ("heading 2", "1", '<w:pPr><w:keepNext/><w:spacing w:before="260" w:after="260" w:line="413" w:lineRule="auto"/><w:outlineLvl w:val="1"/></w:pPr>', '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="黑体"/><w:b/><w:sz w:val="32"/>'),
    "4": ("heading 3", "1", '<w:pPr><w:keepNext/><w:outlineLvl w:val="2"/></w:pPr>', '<w:b/><w:sz w:val="32"/>'),
    "5": ("heading 4", "1", '<w:pPr><w:keepNext/><w:outlineLvl w:val="3"/></w:pPr>', '<w:b/><w:sz w:val="28"/>'),
    "6": ("footer", "1", '<w:pPr><w:tabs><w:tab w:val="center" w:pos="4153"/><w:tab w:val="right" w:pos="8306"/></w:tabs><w:snapToGrid w:val="0"/><w:jc w:val="left"/></w:pPr>', '<w:sz w:val="18"/>'),
    "7": ("header", "1", '<w:pPr><w:snapToGrid w:val="0"/><w:jc w:val="center"/></w:pPr>', '<w:sz w:val="18"/>'),
    "8": ("footnote text", "1", '<w:pPr><w:snapToGrid w:val="0"/><w:jc w:val="left"/></w:pPr>', '<w:sz w:val="18"/>'),
    "9": ("Title", "1", '<w:pPr><w:spacing w:before="240" w:after="60"/><w:jc w:val="center"/></w:pPr>', '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:b/><w:sz w:val="32"/>'),
    "10": ("caption", "1", "", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="黑体"/><w:sz w:val="20"/>'),
    "11": ("Normal (Web)", "1", '<w:pPr><w:spacing w:beforeAutospacing="1" w:afterAutospacing="1"/><w:jc w:val="left"/></w:pPr>', '<w:sz w:val="24"/>'),
    "12": ("List Paragraph", "1", '<w:pPr><w:ind w:firstLine="420" w:firstLineChars="200"/></w:pPr>', ""),
}
CHARACTER_STYLES = {
    "14": ("footnote reference", '<w:vertAlign w:val="superscript"/>'),
    "15": ("Hyperlink", '<w:color w:val="0000FF"/><w:u w:val="single"/>'),
    "16": ("Strong", "<w:b/><w:bCs/>"),
}


def element(name, content="", /, **attributes):
    """An element of the namespace w; attributes without their prefix."""
    given = "".join(f" w:{k}={quoteattr(str(v))}" for k, v in attributes.items() if v is not None)
    return f"<w:{name}{given}>{content}</w:{name}>" if content else f"<w:{name}{given}/>"


def text(value):
    """The content of a run: text, with \\t and \\n as Word has them."""
    out = []
    for part in re.split(r"([\t\n])", value):
        if part == "\t":
            out.append("<w:tab/>")
        elif part == "\n":
            out.append("<w:br/>")
        elif part:
            space = ' xml:space="preserve"' if part != part.strip() or "  " in part else ""
            out.append(f"<w:t{space}>{escape(part)}</w:t>")
    return "".join(out)


def run(value, bold=False, italic=False, underline=None, dots=False, script=None, font=None,
        size=None, color=None, highlight=None, hidden=False, strike=False, style=None, raw=""):
    """A run. script is superscript or subscript, size in points; raw stands after the text."""
    fonts = {"hint": "eastAsia"}
    if font:
        fonts.update(ascii=font, hAnsi=font, eastAsia=font, cs=font)
    properties = element("rStyle", val=style) if style else ""
    properties += element("rFonts", **fonts)
    properties += "<w:b/><w:bCs/>" if bold else ""
    properties += "<w:i/><w:iCs/>" if italic else ""
    properties += "<w:strike/>" if strike else ""
    properties += "<w:vanish/>" if hidden else ""
    properties += element("color", val=color) if color else ""
    properties += element("sz", val=round(2 * size)) + element("szCs", val=round(2 * size)) if size else ""
    properties += element("highlight", val=highlight) if highlight else ""
    properties += element("u", val=underline) if underline else ""
    properties += element("vertAlign", val=script) if script else ""
    properties += element("em", val="dot") if dots else ""
    properties += element("lang", val="en-US", eastAsia="zh-CN")
    return f"<w:r><w:rPr>{properties}</w:rPr>{text(value)}{raw}</w:r>"


def typed(value, **properties):
    """Text in several runs, divided as typing and corrections divide it: after every
    seventh to eleventh character, also inside words and numbers."""
    out, step, at = [], 7, 0
    while at < len(value):
        out.append(run(value[at:at + step], **properties))
        at += step
        step = 7 + (step * 5 + len(value)) % 5
    return "".join(out)


def ruby(base, reading):
    return (f'<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="10"/><w:hpsRaise w:val="20"/>'
            f'<w:hpsBaseText w:val="21"/><w:lid w:val="zh-CN"/></w:rubyPr><w:rt>{run(reading, size=5)}</w:rt>'
            f"<w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>")


def paragraph(content="", style=None, align=None, number=None, first=200, right=None, extra=""):
    """A paragraph. content is text, which is typed, or runs; number is (list, level);
    first and right indents are in hundredths of a character."""
    if content and not content.startswith("<"):
        content = typed(content)
    properties = element("pStyle", val=style) if style else ""
    if number:
        properties += element("numPr", element("ilvl", val=number[1]) + element("numId", val=number[0]))
    properties += extra
    if align in (None, "both", "left") and not number and not style and first:
        properties += element("ind", firstLine=first * 21 // 10, firstLineChars=first)
    if right:
        properties += element("ind", right=right * 21 // 10, rightChars=right)
    properties += element("jc", val=align) if align else ""
    properties += element("rPr", element("rFonts", hint="eastAsia"))
    return f'<w:p w14:paraId="0A{abs(hash_of(content)) % 0xFFFFFF:06X}"><w:pPr>{properties}</w:pPr>{content}</w:p>'


def hash_of(value):
    """A number of a text, the same in every run of Python."""
    number = 17
    for sign in value:
        number = (number * 31 + ord(sign)) % 0x7FFFFFFF
    return number


def table(rows, widths, heads=0, style_border=True):
    """A table. A cell is text, or (text, properties) with span (columns), down
    ("restart" or "continue") and align; heads rows are repeated on new pages."""
    border = "".join(element(side, val="single", sz=4, space=0, color="auto") for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    properties = element("tblW", w=sum(widths), type="dxa") + element("jc", val="center")
    properties += element("tblBorders", border) if style_border else ""
    properties += element("tblLayout", type="fixed")
    out = element("tblPr", properties) + element("tblGrid", "".join(element("gridCol", w=w) for w in widths))
    for i, cells in enumerate(rows):
        row = element("trPr", (element("tblHeader") if i < heads else "") + element("jc", val="center"))
        at = 0
        for cell in cells:
            value, kind = cell if isinstance(cell, tuple) else (cell, {})
            span = kind.get("span", 1)
            width = sum(widths[at:at + span])
            at += span
            about = element("tcW", w=width, type="dxa") + (element("gridSpan", val=span) if span > 1 else "")
            if "down" in kind:
                about += element("vMerge", val=None if kind["down"] == "continue" else "restart")
            about += element("vAlign", val="center")
            lines = value.split("\n") if not value.startswith("<") else [value]
            body = "".join(paragraph(line, align=kind.get("align", "center"), first=0) for line in lines)
            row += element("tc", element("tcPr", about) + body)
        out += element("tr", row)
    return element("tbl", out)


class Document:
    """A document under construction. body holds its XML; write saves it."""

    def __init__(self, pages=True):
        self.body, self.notes, self.comments = [], [], []
        self.media, self.links, self.lists = [], [], []
        self.pages = pages

    def add(self, *parts):
        self.body.extend(parts)

    def note(self, content):
        """The reference of a new footnote."""
        self.notes.append(content)
        number = len(self.notes)
        return f'<w:r><w:rPr><w:rStyle w:val="14"/></w:rPr>{element("footnoteReference", id=number)}</w:r>'

    def comment(self, commented, content):
        """Text with a comment on it."""
        self.comments.append(content)
        number = len(self.comments) - 1
        return (element("commentRangeStart", id=number) + commented + element("commentRangeEnd", id=number) +
                f"<w:r>{element('commentReference', id=number)}</w:r>")

    def link(self, shown, address):
        self.links.append(address)
        return f'<w:hyperlink r:id="rIdL{len(self.links)}" w:history="1">{run(shown, style="15")}</w:hyperlink>'

    def list(self, *levels):
        """A new list; a level is (format, text, suffix). Returns its number."""
        self.lists.append(levels)
        return len(self.lists)

    def _image(self, data, kind):
        self.media.append((data, kind))
        return f"rIdM{len(self.media)}", len(self.media)

    def picture(self, data, kind, width, height, description="", floating=False):
        """A run with a picture, width and height in centimetres."""
        relation, number = self._image(data, kind)
        size = f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
        about = f'<wp:extent {size}/><wp:docPr id="{number}" name="图片 {number}" descr={quoteattr(description)}/>'
        graphic = (f'<a:graphic xmlns:a="{NAMES["a"]}"><a:graphicData uri="{NAMES["pic"]}"><pic:pic xmlns:pic="{NAMES["pic"]}">'
                   f'<pic:nvPicPr><pic:cNvPr id="{number}" name="图片 {number}"/><pic:cNvPicPr><a:picLocks noChangeAspect="1"/></pic:cNvPicPr></pic:nvPicPr>'
                   f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
                   f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
                   f"</pic:pic></a:graphicData></a:graphic>")
        if floating:
            drawing = (f'<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="2516592{number:02d}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
                       f'<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:align>center</wp:align></wp:positionH>'
                       f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>120000</wp:posOffset></wp:positionV>'
                       f'{about.replace("<wp:docPr", "<wp:wrapTopAndBottom/><wp:docPr")}{graphic}</wp:anchor>')
        else:
            drawing = f'<wp:inline distT="0" distB="0" distL="114300" distR="114300">{about}{graphic}</wp:inline>'
        return f"<w:r><w:rPr>{element('rFonts', hint='eastAsia')}</w:rPr>{element('drawing', drawing)}</w:r>"

    def old_picture(self, data, kind, width, height, description=""):
        """A run with a picture in VML, as WPS writes it in compatible files."""
        relation, number = self._image(data, kind)
        return (f'<w:r><w:pict><v:shape id="_x0000_i10{number}" o:spt="75" alt={quoteattr(description)} type="#_x0000_t75" '
                f'style="height:{height * 28.35:.1f}pt;width:{width * 28.35:.1f}pt;" filled="f" stroked="f" coordsize="21600,21600">'
                f'<v:path/><v:fill on="f" focussize="0,0"/><v:stroke on="f"/><v:imagedata r:id="{relation}" o:title="{number}"/>'
                f'<o:lock v:ext="edit" aspectratio="t"/></v:shape></w:pict></w:r>')

    def _styles(self):
        out = element("docDefaults", element("rPrDefault", element("rPr", element("rFonts", ascii="Times New Roman", hAnsi="Times New Roman", eastAsia="宋体", cs="Times New Roman"))))
        for key, (name, base, about, letters) in STYLES.items():
            content = element("name", val=name) + (element("basedOn", val=base) if base else "") + (element("next", val="1") if base else "")
            content += element("qFormat") + about + element("rPr", letters)
            out += f'<w:style w:type="paragraph"{" w:default=%s1%s" % (chr(34), chr(34)) if key == "1" else ""} w:styleId="{key}">{content}</w:style>'
        for key, (name, letters) in CHARACTER_STYLES.items():
            out += f'<w:style w:type="character" w:styleId="{key}">{element("name", val=name)}{element("rPr", letters)}</w:style>'
        return part("styles", out)

    def _numbering(self):
        out = ""
        for i, levels in enumerate(self.lists, 1):
            inside = element("nsid", val=f"5A{i:06X}") + element("multiLevelType", val="multilevel") + element("tmpl", val=f"5A{i:06X}")
            for level, (form, shown, suffix) in enumerate(levels):
                content = element("start", val=1) + element("numFmt", val=form) + (element("suff", val=suffix) if suffix else "") + element("lvlText", val=shown)
                content += element("lvlJc", val="left") + element("pPr", element("ind", left=0, firstLine=0))
                inside += element("lvl", content, ilvl=level, tentative=0)
            out += element("abstractNum", inside, abstractNumId=i)
        for i in range(1, len(self.lists) + 1):
            out += element("num", element("abstractNumId", val=i), numId=i)
        return part("numbering", out)

    def _footnotes(self):
        out = element("footnote", "<w:p><w:r><w:separator/></w:r></w:p>", type="separator", id=-1)
        out += element("footnote", "<w:p><w:r><w:continuationSeparator/></w:r></w:p>", type="continuationSeparator", id=0)
        for i, content in enumerate(self.notes, 1):
            mark = '<w:r><w:rPr><w:rStyle w:val="14"/></w:rPr><w:footnoteRef/></w:r>'
            body = content if content.startswith("<") else run(" ") + typed(content)
            out += element("footnote", f'<w:p><w:pPr><w:pStyle w:val="8"/></w:pPr>{mark}{body}</w:p>', id=i)
        return part("footnotes", out)

    def _comments(self):
        return part("comments", "".join(
            element("comment", f"<w:p>{typed(content)}</w:p>", id=i, author="办公室", date="2026-03-05T09:12:00Z", initials="B")
            for i, content in enumerate(self.comments)))

    def write(self, path):
        relations, types, files = [], [], {}

        def put(name, xml, kind=None, content=None):
            files[f"word/{name}"] = xml
            relations.append(f'<Relationship Id="rId{len(relations) + 1}" Type="{OFFICE}{kind}" Target="{name}"/>')
            types.append(f'<Override PartName="/word/{name}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{content or kind}+xml"/>')

        put("styles.xml", self._styles(), "styles")
        put("settings.xml", part("settings", element("zoom", percent=100) + element("defaultTabStop", val=420) + element("drawingGridHorizontalSpacing", val=105)), "settings")
        if self.lists:
            put("numbering.xml", self._numbering(), "numbering")
        if self.notes:
            put("footnotes.xml", self._footnotes(), "footnotes")
        if self.comments:
            put("comments.xml", self._comments(), "comments")
        section = ""
        if self.pages:
            number = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE  \\* MERGEFORMAT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
            put("footer1.xml", part("ftr", f'<w:p><w:pPr><w:pStyle w:val="6"/><w:jc w:val="center"/></w:pPr>{run("— ")}{number}{run(" —")}</w:p>'), "footer")
            section = f'<w:footerReference r:id="rId{len(relations)}" w:type="default"/>'
        section += element("pgSz", w=11906, h=16838) + element("pgMar", top=1440, right=1800, bottom=1440, left=1800, header=851, footer=992, gutter=0)
        section += element("cols", space=425, num=1) + element("docGrid", type="lines", linePitch=312, charSpace=0)
        body = "".join(self.body) + element("bookmarkStart", id=90, name="_GoBack") + element("bookmarkEnd", id=90) + element("sectPr", section)
        for i, (data, kind) in enumerate(self.media, 1):
            name = f"media/image{i}.{kind}"
            files["word/" + name] = data
            relations.append(f'<Relationship Id="rIdM{i}" Type="{OFFICE}image" Target="{name}"/>')
        for i, address in enumerate(self.links, 1):
            relations.append(f'<Relationship Id="rIdL{i}" Type="{OFFICE}hyperlink" Target={quoteattr(address)} TargetMode="External"/>')
        wanted = {
            "[Content_Types].xml": HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="png" ContentType="image/png"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>' + "".join(types) + "</Types>",
            "_rels/.rels": HEAD + f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{OFFICE}officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="{OFFICE}custom-properties" Target="docProps/custom.xml"/></Relationships>',
            "word/document.xml": part("document", element("body", body)),
            "word/_rels/document.xml.rels": HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(relations) + '<Relationship Id="rIdC1" Type="' + OFFICE + 'customXml" Target="../customXml/item1.xml"/></Relationships>',
            "customXml/item1.xml": HEAD + '<s:customData xmlns="http://www.wps.cn/officeDocument/2013/wpsCustomData" xmlns:s="http://www.wps.cn/officeDocument/2013/wpsCustomData"><customSectProps><customSectPr/></customSectProps></s:customData>',
            "docProps/custom.xml": HEAD + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"><vt:lpwstr>2052-11.1.0.9145</vt:lpwstr></property></Properties>',
            **files,
        }
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in wanted.items():
                about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                stored = name.startswith("word/media/")
                about.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                archive.writestr(about, data)


def part(root, content):
    names = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in NAMES.items())
    return f'{HEAD}<w:{root}{names} mc:Ignorable="w14">{content}</w:{root}>'
