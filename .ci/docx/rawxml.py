"""XML by hand, for what python-docx does not write."""

from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

SPACES = nsdecls("w", "r", "wp", "a", "pic") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"')


def elements(xml):
    """The elements of a piece of XML."""
    return list(parse_xml(f"<w:body {SPACES}>{xml}</w:body>"))


def run(text, properties="", tag="t"):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def append(b, xml):
    """Adds block elements at the end of the body, in front of its section."""
    section = b.doc.element.body.sectPr
    for child in elements(xml):
        section.addprevious(child)


# Properties that change nothing of the text.
HARMLESS = (
    '<w:rFonts w:hint="eastAsia"/>', '<w:rFonts w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋"/>', '<w:sz w:val="32"/>', '<w:lang w:eastAsia="zh-CN"/>',
    '<w:color w:val="auto"/>', '<w:kern w:val="0"/>', '<w:spacing w:val="4"/>', '<w:szCs w:val="21"/>', '<w:noProof/>', '<w:bCs/>', "",
)
# What may stand between runs and says nothing.
BETWEEN = (
    '<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="gramEnd"/>', '<w:bookmarkStart w:id="{id}" w:name="_Ref{id}"/><w:bookmarkEnd w:id="{id}"/>',
    "<w:r><w:lastRenderedPageBreak/></w:r>", '<w:permStart w:id="{id}" w:edGrp="everyone"/><w:permEnd w:id="{id}"/>', "<w:r/>", "", "", "", "",
)


def runs(b, text, properties=""):
    """text in runs that are divided anywhere."""
    out = []
    for piece in b.words.divided(text):
        out.append(run(piece, properties or b.random.choice(HARMLESS)))
        out.append(b.random.choice(BETWEEN).replace("{id}", str(b.next_id())))
    return "".join(out)


def paragraph(content, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def field(code, result):
    """A complex field; its code is divided."""
    half = len(code) // 2
    return ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run(code[:half], tag="instrText") + run(code[half:], tag="instrText") +
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + result + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
