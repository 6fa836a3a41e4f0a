"""Documents about automatic numbers, for the comparison with LibreOffice: each case is
a numbering definition and paragraphs that use it."""

import docx
from docx.oxml import parse_xml

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
           "chineseLegalSimplified", "ideographLegalTraditional", "ideographTraditional", "ideographZodiac")
OTHERS = ("decimal", "decimalZero", "decimalEnclosedCircle", "decimalEnclosedCircleChinese", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "ordinal", "none")
# LibreOffice prints these as decimal, the last one as ③.
UNKNOWN = ("decimalFullWidth", "decimalEnclosedParen", "decimalEnclosedFullstop", "ideographEnclosedCircle")


def level(i, form, shape, start=1, more=""):
    return (f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:suff w:val="space"/>'
            f'<w:lvlText w:val="{shape}"/><w:lvlJc w:val="left"/></w:lvl>')


class Cases:
    def __init__(self):
        self.doc = docx.Document()
        self.number = 300

    def definition(self, levels, overrides="", more=""):
        """A new list; returns its number."""
        self.number += 1
        self.abstract(self.number, f'<w:multiLevelType w:val="multilevel"/>{more}{levels}')
        return self.use(self.number, overrides)

    def abstract(self, number, content):
        root = self.doc.part.numbering_part.element
        root.find(W + "num").addprevious(parse_xml(f'<w:abstractNum {SPACE} w:abstractNumId="{number}">{content}</w:abstractNum>'))

    def use(self, abstract, overrides=""):
        """Another list of the same definition."""
        self.number += 1
        root = self.doc.part.numbering_part.element
        root.append(parse_xml(f'<w:num {SPACE} w:numId="{self.number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'))
        return self.number

    def paragraph(self, text, number=None, at=0, style=None, hidden=False):
        p = self.doc.add_paragraph(text, style=style)
        if number is not None:
            p._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {SPACE}><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'))
        if hidden:
            p._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {SPACE}><w:vanish/></w:rPr>"))
            p.runs[0].font.hidden = True


def formats(forms, numbers=(1, 2, 9, 10, 11, 20, 21, 101)):
    """Each format at several numbers."""
    c = Cases()
    for form in forms:
        for n in numbers:
            c.paragraph(f"格式{form}之{n}号项目", c.definition(level(0, form, "（%1）", n)))
    return c.doc


def structure():
    """Levels, restarts, overrides, links, styles."""
    c = Cases()
    say = lambda case, list_, *levels: [c.paragraph(f"{case}的第{i}段", list_, at) for i, at in enumerate(levels, 1)]
    decimals = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2.") + level(2, "lowerLetter", "%3)")
    say("多级编号", c.definition(decimals), 0, 1, 1, 2, 2, 0, 1, 2, 1)
    chinese = level(0, "chineseCounting", "第%1章") + level(1, "chineseCounting", "第%2节") + level(2, "decimal", "%3.")
    say("章节编号", c.definition(chinese), 0, 1, 2, 2, 1, 0, 1, 1)
    c.paragraph("中间的普通段落")
    say("条连续", c.definition(level(0, "upperRoman", "%1.") + level(1, "decimal", "%2)", more='<w:lvlRestart w:val="0"/>')), 0, 1, 1, 0, 1, 1)
    say("法律形式", c.definition(level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", more="<w:isLgl/>")), 0, 1, 1, 0, 1)
    first = c.definition(level(0, "decimal", "%1)") + level(1, "upperLetter", "%2."))
    say("甲列表", first, 0, 0)
    second = c.use(first - 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    say("从五起", second, 0, 0, 1)
    third = c.use(first - 1)
    say("同一定义", third, 0, 0)
    fourth = c.use(first - 1, f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1、")}</w:lvlOverride>')
    say("另定级别", fourth, 0, 0)
    say("从零起", c.definition(level(0, "decimal", "%1.", 0)), 0, 0)
    say("跳级", c.definition(decimals), 1, 2, 0, 2)
    say("三级重新起", c.definition(level(0, "decimal", "%1.") + level(1, "decimal", "%2)") + level(2, "lowerRoman", "%3.", more='<w:lvlRestart w:val="1"/>')), 0, 1, 2, 1, 2, 0, 1, 2)
    hidden = c.definition(level(0, "decimal", "%1."))
    c.paragraph("隐藏之前", hidden)
    c.paragraph("隐藏的段落", hidden, hidden=True)
    c.paragraph("隐藏之后", hidden)
    styled = c.definition(level(0, "chineseCounting", "%1、"))
    style = c.doc.styles.add_style("自动编号正文", 1)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {SPACE}><w:numId w:val="{styled}"/></w:numPr>'))
    for i in range(3):
        c.paragraph(f"样式编号的第{i + 1}段", style="自动编号正文")
    c.paragraph("取消编号的段落", 0, style="自动编号正文")
    return c.doc


DOCUMENTS = {
    "chinese": lambda: formats(CHINESE), "digits": lambda: formats(("ideographDigital",), (1, 2, 9)), "others": lambda: formats(OTHERS), "unknown": lambda: formats(UNKNOWN, (3,)), "structure": structure,
}
