"""Reads pandoc's native format: what the documents of its test suite contain.

A native file is a Haskell value as `show` writes it. parse returns it as tuples
(constructor, arguments...), lists, strings and numbers. Content collects what a
comparison needs: text in reading order, notes, and counts. It is read as jianbao reads
with changes = "accept": without what is deleted, struck out or a comment, and without
the boxes that are bullets of task lists.
"""

import itertools
import re
import sys

sys.setrecursionlimit(20000)

TOKEN = re.compile(
    r"""\s*(?:
    (?P<string>"(?:[^"\\]|\\(?:[^\s]|\s+\\))*")
  | (?P<number>-?\d+(?:\.\d+)?(?:e-?\d+)?)
  | (?P<name>[A-Za-z_][\w.']*)
  | (?P<sign>[\[\](),{}=%])
  )""",
    re.X,
)
ESCAPE = re.compile(r"\\(?:(\d+)|x([0-9a-fA-F]+)|(&)|(\s+)\\|(SOH|NUL|DEL)|(.))")
SINGLE = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
NAMED = {"SOH": "\x01", "NUL": "\0", "DEL": "\x7f"}


def unescape(text):
    def one(m):
        decimal, hexadecimal, empty, gap, name, sign = m.groups()
        if decimal:
            return chr(int(decimal))
        if hexadecimal:
            return chr(int(hexadecimal, 16))
        if empty or gap:
            return ""
        return NAMED[name] if name else SINGLE.get(sign, sign)

    return ESCAPE.sub(one, text)


def tokens(text):
    at = 0
    text = text.rstrip()
    while at < len(text):
        m = TOKEN.match(text, at)
        if not m:
            raise ValueError(f"not native: {text[at:at + 40]!r}")
        at = m.end()
        kind = m.lastgroup
        yield kind, m.group(kind)
    yield "end", ""


# Classes of spans that are not in the text.
REMOVED = {"deletion", "comment-start"}


class Parser:
    def __init__(self, text):
        self.list = list(tokens(text))
        self.at = 0

    def peek(self):
        return self.list[self.at]

    def next(self):
        self.at += 1
        return self.list[self.at - 1]

    def expect(self, sign):
        got = self.next()
        if got != ("sign", sign):
            raise ValueError(f"want {sign}, got {got}")

    def value(self):
        """A constructor with its arguments, or an atom."""
        if self.peek()[0] != "name":
            first = self.atom()
            if self.peek() == ("sign", "%"):  # a ratio
                self.next()
                return ("ratio", first, self.atom())
            return first
        name = self.next()[1]
        arguments = []
        while True:
            kind, text = self.peek()
            if kind in ("string", "number", "name") or kind == "sign" and text in "[({":
                arguments.append(self.atom())
            else:
                return (name, *arguments)

    def atom(self):
        kind, text = self.next()
        if kind == "string":
            return unescape(text[1:-1])
        if kind == "number":
            return float(text) if "." in text or "e" in text else int(text)
        if kind == "name":
            return (text,)
        if text == "[":
            return self.sequence("]")
        if text == "(":
            inside = self.sequence(")")
            return inside[0] if len(inside) == 1 else ("tuple", *inside)
        if text == "{":
            record = []
            while self.peek() != ("sign", "}"):
                name = self.next()[1]
                self.expect("=")
                record.append((name, self.value()))
                if self.peek() == ("sign", ","):
                    self.next()
            self.next()
            return ("record", *record)
        raise ValueError(f"unexpected {text!r}")

    def sequence(self, close):
        items = []
        while self.peek() != ("sign", close):
            items.append(self.value())
            if self.peek() == ("sign", ","):
                self.next()
        self.next()
        return items


def parse(text):
    parser = Parser(text)
    value = parser.value()
    if parser.peek()[0] != "end":
        raise ValueError(f"text after the value: {parser.peek()}")
    return value


class Content:
    """What a native file says: text, the texts of notes, and counts."""

    def __init__(self, value, captions=()):
        """captions says of each table whether its caption stands above it, which a
        native file does not tell."""
        self.captions = list(captions)
        self.text, self.notes = [], []
        self.headings = self.tables = self.pictures = 0
        if isinstance(value, tuple) and value[0] == "Pandoc":
            value = value[-1]  # after the metadata
        self.into = self.text
        self.blocks(value)

    def blocks(self, blocks):
        for block in blocks:
            self.block(block)

    def block(self, block):
        name, arguments = block[0], block[1:]
        if name in ("Para", "Plain"):
            self.inlines(arguments[0])
        elif name == "LineBlock":
            for line in arguments[0]:
                self.inlines(line)
        elif name == "CodeBlock":
            self.into.append(arguments[1])
        elif name == "BlockQuote":
            self.blocks(arguments[0])
        elif name == "OrderedList":
            for item in arguments[1]:
                self.blocks(item)
        elif name == "BulletList":
            for item in arguments[0]:
                self.blocks(item)
        elif name == "DefinitionList":
            for _, term, definitions in arguments[0]:
                self.inlines(term)
                for definition in definitions:
                    self.blocks(definition)
        elif name == "Header":
            self.headings += 1
            self.inlines(arguments[2])
        elif name == "Div":
            self.blocks(arguments[1])
        elif name == "Figure":
            self.blocks(arguments[2])
            self.blocks(arguments[1][2])
        elif name == "Table":
            self.table(arguments)
        elif name not in ("HorizontalRule", "RawBlock", "Null"):
            raise ValueError(f"unknown block {name}")

    def table(self, arguments):
        _, caption, _, head, bodies, foot = arguments
        self.tables += 1
        above = self.captions.pop(0) if self.captions else True
        if above:
            self.blocks(caption[2])
        self.rows(head[2])
        for body in bodies:
            self.rows(body[3])
            self.rows(body[4])
        self.rows(foot[2])
        if not above:
            self.blocks(caption[2])

    def rows(self, rows):
        for row in rows:
            for cell in row[2]:
                self.blocks(cell[5])

    def inlines(self, inlines):
        for inline in inlines:
            self.inline(inline)

    def inline(self, inline):
        name, arguments = inline[0], inline[1:]
        if name == "Str":
            self.into.append(arguments[0].lstrip("☐☒"))
        elif name in ("Space", "SoftBreak", "LineBreak", "RawInline"):
            pass
        elif name in ("Emph", "Underline", "Strong", "Superscript", "Subscript", "SmallCaps"):
            self.inlines(arguments[0])
        elif name == "Strikeout" or name == "Span" and REMOVED & set(arguments[0][2]):
            pass
        elif name in ("Span", "Link", "Cite", "Quoted"):
            self.inlines(arguments[1])
        elif name in ("Code", "Math"):
            self.into.append(arguments[1])
        elif name == "Image":
            self.pictures += 1
        elif name == "Note":
            outer, self.into = self.into, []
            self.notes.append(self.into)
            self.blocks(arguments[0])
            self.into = outer
        else:
            raise ValueError(f"unknown inline {name}")


def read(path):
    """The possible contents of a file: of two tables with captions each caption may stand
    above or below."""
    value = parse(path.read_text(encoding="utf-8"))
    tables = Content(value).tables
    for above in itertools.product((True, False), repeat=tables if tables <= 4 else 0):
        yield Content(value, above)
