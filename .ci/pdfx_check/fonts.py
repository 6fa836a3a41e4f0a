"""F: fonts that show text, against the programs embedded for them."""

import io
import re
import unicodedata

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont, TTLibError

from .report import is_dict, is_name
from .resources import embedded, program

TAG = re.compile(r"/([A-Z]{6})\+(.+)", re.DOTALL)
NEAR = 1.0  # 1/1000 em


class FontTable:
    """Fonts by object number, so that each is read once."""

    def __init__(self, f):
        self.f, self.fonts = f, {}

    def get(self, obj):
        key = obj.objgen if obj.objgen != (0, 0) else id(obj)
        if key not in self.fonts:
            self.fonts[key] = (Composite if obj.get("/Subtype") == "/Type0" else Simple)(self.f, obj)
        return self.fonts[key]


class Font:
    def __init__(self, f, obj):
        self.f, self.obj, self.checked = f, obj, set()
        self.name = str(obj.get("/BaseFont", "/?"))[1:]
        self.unicode = to_unicode(obj.get("/ToUnicode"))
        if not embedded(obj):
            self.add("F01", "text is shown in a font that is not embedded")

    def add(self, clause, text):
        self.f.report.add(clause, text, f"font {self.name}")

    def text(self, code):
        return self.unicode.get(code, "")

    def base(self):
        """Name without the subset tag."""
        m = TAG.fullmatch("/" + self.name)
        return m[2] if m else self.name

    def tags(self, *fonts):
        """F04 over the dictionaries of one font."""
        names = [str(x.get("/BaseFont")) for x in fonts]
        descriptor = fonts[-1].get("/FontDescriptor")
        if is_dict(descriptor):
            names.append(str(descriptor.get("/FontName")))
        if len(set(names)) != 1 or not TAG.fullmatch(names[0]):
            self.add("F04", "subset tags: " + ", ".join(names))


class Simple(Font):
    """A font of one-byte codes. The product has none; only what PDF/X asks of
    every font is checked, and Type 3 is refused since its glyphs are content."""

    def __init__(self, f, obj):
        super().__init__(f, obj)
        if obj.get("/Subtype") == "/Type3":
            self.add("F01", "a Type 3 font: glyphs that are drawn, not a font program")
        self.first = int(obj.get("/FirstChar", 0))
        widths = obj.get("/Widths")
        self.widths = [float(w) for w in widths] if isinstance(widths, pikepdf.Array) else []

    def codes(self, data, _):
        return [(b, 1) for b in data]

    def width(self, code):
        i = code - self.first
        return self.widths[i] if 0 <= i < len(self.widths) else 500.0

    def text(self, code):
        return self.unicode.get(code, chr(code))

    def used(self, code, walker):
        pass


class Composite(Font):
    """A Type 0 font of two-byte codes that are CIDs."""

    def __init__(self, f, obj):
        super().__init__(f, obj)
        below = obj.get("/DescendantFonts")
        self.below = below[0] if isinstance(below, pikepdf.Array) and len(below) == 1 else pikepdf.Dictionary()
        if not is_name(obj.get("/Encoding"), "/Identity-H"):
            self.add("F03", f"encoding {obj.get('/Encoding')}, not Identity-H")
        self.default, self.widths = float(self.below.get("/DW", 1000)), widths(self.below.get("/W"))
        self.map = None  # the identity
        if self.below.get("/Subtype") == "/CIDFontType2":
            to = self.below.get("/CIDToGIDMap")
            if isinstance(to, pikepdf.Stream):
                self.map = to.read_bytes()
            elif not is_name(to, "/Identity"):
                self.add("F03", "no CIDToGIDMap")
        self.tags(obj, self.below)
        self.program = None
        stream = program(self.below)
        if stream is not None:
            try:
                self.program = Program(stream)
            except (TTLibError, ValueError, KeyError, AssertionError, IndexError, AttributeError) as err:
                self.add("F01", f"the font program cannot be read: {err!r}")
            else:
                self.permission()

    def permission(self):
        """F02, as far as the program still has an OS/2 table (fsType)."""
        kind = self.program.fs_type
        if kind & 0xF == 2 or kind & 0x200 or kind & 0x100:
            self.add("F02", f"fsType {kind:#06x} forbids embedding a subset")

    def codes(self, data, walker):
        if len(data) % 2:
            walker.add("F03", f"a string of {len(data)} bytes in two-byte codes")
        return [(data[i] << 8 | data[i + 1], 2) for i in range(0, len(data) - 1, 2)]

    def width(self, cid):
        return self.widths.get(cid, self.default)

    def used(self, cid, walker):
        if cid in self.checked:
            return
        self.checked.add(cid)
        if self.program is None:
            return
        glyph = self.program.glyph(cid, self.map)
        if cid == 0 or glyph == 0:
            self.add("F06", f"glyph 0 is shown (CID {cid})")
            return
        if glyph is None:
            self.add("F01", f"CID {cid} has no glyph in the program")
            return
        off = abs(self.program.advance(glyph) - self.width(cid))
        if off > NEAR:
            self.add("F05", f"CID {cid} is {self.width(cid):.4f} wide in W, {self.program.advance(glyph):.4f} in the program")
        if self.program.empty(glyph) and any(unicodedata.category(c)[0] not in "ZC" for c in self.text(cid)):
            self.add("F01", f"CID {cid} for {self.text(cid)!r} has an empty glyph")


class Program:
    """An embedded font program: TrueType, or CFF alone or in OpenType."""

    def __init__(self, stream):
        data = stream.read_bytes()
        self.fs_type, self.cff, self.tt = 0, None, None
        if stream.get("/Subtype") in ("/CIDFontType0C", "/Type1C"):
            self.cff = CFFFontSet()
            self.cff.decompile(io.BytesIO(data), None)
        else:
            self.tt = TTFont(io.BytesIO(data), lazy=True)
            if "OS/2" in self.tt:
                self.fs_type = self.tt["OS/2"].fsType
            if "CFF " in self.tt:
                self.cff = self.tt["CFF "].cff
        if self.cff is not None:
            self.top = self.cff[0]
            self.strings = self.top.CharStrings
            self.order = self.top.charset
            self.by_cid = {int(n[3:]): n for n in self.order if n.startswith("cid")} if hasattr(self.top, "ROS") else None
            self.em = 1 / self.top.rawDict["FontMatrix"][0] if "FontMatrix" in self.top.rawDict else 1000
            return
        # Glyph names are nobody's business here, and cut fonts have none.
        self.count = self.tt["maxp"].numGlyphs
        self.tt.setGlyphOrder([f"g{i}" for i in range(self.count)])
        self.em = self.tt["head"].unitsPerEm
        self.glyf, self.metrics = self.tt["glyf"], self.tt["hmtx"].metrics

    def glyph(self, cid, table):
        """Glyph of a CID: a number, or a name in CFF; None if there is none."""
        if self.cff is not None:
            if cid == 0:
                return 0
            if self.by_cid is not None:
                return self.by_cid.get(cid)
            return self.order[cid] if cid < len(self.order) else None
        if table is not None:
            if 2 * cid + 1 >= len(table):
                return None
            cid = table[2 * cid] << 8 | table[2 * cid + 1]
        return cid if cid < self.count else None

    def advance(self, glyph):
        """In 1/1000 em."""
        if self.cff is None:
            return self.metrics[f"g{glyph}"][0] * 1000 / self.em
        string = self.strings[glyph]
        string.draw(_Nothing())
        return string.width * 1000 / self.em

    def empty(self, glyph):
        if self.cff is None:
            outline = self.glyf[f"g{glyph}"]
            if outline.isComposite():
                return all(self.glyf[c.glyphName].numberOfContours == 0 for c in outline.components)
            return outline.numberOfContours == 0
        pen = _Nothing()
        self.strings[glyph].draw(pen)
        return not pen.drawn


class _Nothing:
    """A pen that only knows whether it drew."""

    drawn = False

    def _draw(self, *_):
        self.drawn = True

    moveTo = endPath = closePath = lambda self, *_: None
    lineTo = curveTo = qCurveTo = addComponent = _draw


def widths(w):
    """The W array of a CIDFont (ISO 32000 9.7.4.3): CID → width."""
    out, values = {}, list(w) if isinstance(w, pikepdf.Array) else []
    i = 0
    while i + 1 < len(values):
        first = int(values[i])
        if isinstance(values[i + 1], pikepdf.Array):
            for k, width in enumerate(values[i + 1]):
                out[first + k] = float(width)
            i += 2
        elif i + 2 < len(values):
            for cid in range(first, int(values[i + 1]) + 1):
                out[cid] = float(values[i + 2])
            i += 3
        else:
            break
    return out


HEX = rb"<\s*([0-9A-Fa-f\s]*)>"


def to_unicode(stream):
    """A ToUnicode CMap as code → text."""
    if not isinstance(stream, pikepdf.Stream):
        return {}
    data, out = stream.read_bytes(), {}

    def text(raw):
        return bytes.fromhex(raw.decode()).decode("utf-16-be", "replace")

    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        for code, to in re.findall(HEX + rb"\s*" + HEX, block):
            out[int(code, 16)] = text(to)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for low, high, one, many in re.findall(HEX + rb"\s*" + HEX + rb"\s*(?:" + HEX + rb"|\[(.*?)\])", block, re.DOTALL):
            low, high = int(low, 16), int(high, 16)
            if many:
                for code, to in zip(range(low, high + 1), re.findall(HEX, many)):
                    out[code] = text(to)
            else:
                start = text(one)
                for code in range(low, high + 1):
                    out[code] = start[:-1] + chr(ord(start[-1]) + code - low) if start else ""
    return out
