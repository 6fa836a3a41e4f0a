"""Walks content streams and keeps the graphics state: what is painted is handed
to visitors, what is wrong with the content itself (G06–G09) is reported.

A visitor has some of the methods path(event), text(event), image(event),
shading(event); each gets a Painted.
"""

import copy
import math
from dataclasses import dataclass, field

import pikepdf

from . import colours, geometry
from .fonts import FontTable
from .report import inherited, is_dict, is_name
from .resources import INTENTS
from .structure import filter_names

# Operators of PDF 1.3, which are all there are up to 1.7, and how many operands
# they take; -1: it depends.
OPERATORS = {
    "q": 0, "Q": 0, "cm": 6, "w": 1, "J": 1, "j": 1, "M": 1, "d": 2, "ri": 1, "i": 1, "gs": 1,
    "m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "h": 0, "re": 4,
    "S": 0, "s": 0, "f": 0, "F": 0, "f*": 0, "B": 0, "B*": 0, "b": 0, "b*": 0, "n": 0, "W": 0, "W*": 0,
    "BT": 0, "ET": 0, "Tc": 1, "Tw": 1, "Tz": 1, "TL": 1, "Tf": 2, "Tr": 1, "Ts": 1,
    "Td": 2, "TD": 2, "Tm": 6, "T*": 0, "Tj": 1, "TJ": 1, "'": 1, '"': 3,
    "d0": 2, "d1": 6, "CS": 1, "cs": 1, "SC": -1, "SCN": -1, "sc": -1, "scn": -1,
    "G": 1, "g": 1, "RG": 3, "rg": 3, "K": 4, "k": 4, "sh": 1, "INLINE IMAGE": 1, "Do": 1,
    "MP": 1, "DP": 2, "BMC": 1, "BDC": 2, "EMC": 0,
}
NOT_IN_TEXT = set("q Q cm m l c v y h re S s f F f* B B* b b* n W W* sh Do BT".split()) | {"INLINE IMAGE"}
PAINTS = {"S": ("stroke",), "s": ("stroke",), "f": ("fill",), "F": ("fill",), "f*": ("fill",),
          "B": ("fill", "stroke"), "B*": ("fill", "stroke"), "b": ("fill", "stroke"), "b*": ("fill", "stroke"), "n": ()}
DEPTH = 28
GRAY = colours.Space("DeviceGray", 1)


@dataclass
class Colour:
    space: colours.Space = field(default_factory=lambda: GRAY)
    values: tuple = (0.0,)
    pattern: bool = False

    def inks(self):
        """Plate → percent; None if that cannot be told."""
        return None if self.pattern else self.space.inks(self.values)


@dataclass
class State:
    ctm: tuple = geometry.IDENTITY
    fill: Colour = field(default_factory=Colour)
    stroke: Colour = field(default_factory=Colour)
    overprint_fill: bool = False
    overprint_stroke: bool = False
    mode: int = 0  # OPM
    width: float = 1.0
    font: object = None
    size: float = 0.0
    spacing: float = 0.0
    words: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    render: int = 0

    def overprint(self, how):
        return self.overprint_fill if how == "fill" else self.overprint_stroke

    def colour(self, how):
        return self.fill if how == "fill" else self.stroke


@dataclass
class Painted:
    """Something that leaves ink. The state is a copy of no one: read it at once."""

    page: int
    where: str
    state: State
    marks: list  # names of the marked content around it
    ways: tuple = ("fill",)
    points: list = None  # of a path, on the page
    rectangles: list = None  # of a path made of nothing but re: sides after the CTM
    glyphs: list = None
    image: object = None  # XObject or pikepdf.PdfInlineImage.obj
    operator: int = 0  # index of the instruction of the page, which may be a Do


@dataclass
class Glyph:
    cid: int
    text: str
    x: float
    y: float
    size: float
    box: tuple  # about what it covers, on the page


class Walker:
    """Walks one page."""

    def __init__(self, f, number, visitors, fonts=None):
        self.f, self.number, self.visitors = f, number, visitors
        self.fonts = fonts or FontTable(f)
        self.where = f"page {number}"
        self.marks = []
        self.active = set()
        self.masked = False
        self.depth, self.top = 0, 0  # of streams; index of the page's instruction

    def page(self):
        page = self.f.pdf.pages[self.number - 1]
        self.stream(page, inherited(page.obj, "/Resources"), State(), self.where)

    def add(self, clause, text):
        self.f.report.add(clause, text, self.where)

    def tell(self, kind, **what):
        if self.masked:
            return
        event = Painted(self.number, self.where, self.s, self.marks, operator=self.top, **what)
        for visitor in self.visitors:
            if hasattr(visitor, kind):
                getattr(visitor, kind)(event)

    def stream(self, obj, resources, state, where):
        """Walks a page's contents or a stream with a state of its own."""
        saved = self.__dict__.get("s"), self.__dict__.get("stack"), self.__dict__.get("resources"), self.where, \
            self.__dict__.get("text_open"), self.__dict__.get("path"), self.__dict__.get("index"), self.__dict__.get("base")
        self.s, self.stack, self.where = state, [], where
        self.base = state.ctm
        self.resources = resources if is_dict(resources) else pikepdf.Dictionary()
        self.text_open, self.path, self.index = None, [], 0
        self.depth += 1
        marks = len(self.marks)
        try:
            instructions = pikepdf.parse_content_stream(obj)
        except pikepdf.PdfError as err:
            self.add("G06", f"content that cannot be parsed: {err}")
            instructions = []
        for self.index, instruction in enumerate(instructions):
            if self.depth == 1:
                self.top = self.index
            self.step(str(instruction.operator), instruction)
        self.depth -= 1
        if self.stack:
            self.add("G07", f"{len(self.stack)} q without Q")
        if self.text_open is not None:
            self.add("G07", "BT without ET")
        if len(self.marks) != marks:
            self.add("G07", "marked content is not closed")
            del self.marks[marks:]
        (self.s, self.stack, self.resources, self.where, self.text_open, self.path, self.index, self.base) = saved

    def step(self, op, instruction):
        want = OPERATORS.get(op)
        if want is None:
            self.add("G04" if op == "PS" else "G06", f"operator {op}")
            return
        operands = instruction.operands
        if want >= 0 and len(operands) != want:
            self.add("G06", f"{op} with {len(operands)} operands")
            return
        if self.text_open is not None and op in NOT_IN_TEXT:
            self.add("G07", f"{op} in a text object")
        try:
            getattr(self, METHODS.get(op, "nothing"))(op, operands, instruction)
        except (TypeError, ValueError, AttributeError, IndexError, KeyError) as err:
            self.add("G06", f"{op} with operands it cannot have: {err}")

    def nothing(self, op, v, _):
        pass

    def resource(self, kind, name):
        """A named resource, None and G08 if there is none."""
        group = self.resources.get("/" + kind)
        if is_dict(group) and is_name(name) and str(name) in group:
            return group[str(name)]
        self.add("G08", f"no {kind} {name}")
        return None

    # General and special state.

    def op_q(self, *_):
        self.stack.append((copy.copy(self.s)))
        if len(self.stack) == DEPTH + 1:
            self.add("G07", f"q more than {DEPTH} deep")

    def op_Q(self, *_):
        if not self.stack:
            self.add("G07", "Q without q")
        else:
            self.s = self.stack.pop()

    def op_cm(self, op, v, _):
        self.s.ctm = geometry.times(tuple(float(x) for x in v), self.s.ctm)

    def op_w(self, op, v, _):
        self.s.width = float(v[0])

    def op_ri(self, op, v, _):
        if str(v[0]) not in INTENTS:
            self.add("G09", f"rendering intent {v[0]}")

    def op_gs(self, op, v, _):
        state = self.resource("ExtGState", v[0])
        if state is None:
            return
        if "/OP" in state:
            self.s.overprint_stroke = bool(state.OP)
            self.s.overprint_fill = bool(state.OP)
        if "/op" in state:
            self.s.overprint_fill = bool(state["/op"])
        if "/OPM" in state:
            self.s.mode = int(state.OPM)
        if "/LW" in state:
            self.s.width = float(state.LW)
        if "/Font" in state:
            self.s.font, self.s.size = self.fonts.get(state.Font[0]), float(state.Font[1])
        mask = state.get("/SMask")
        if is_dict(mask) and "/G" in mask:
            masked, self.masked = self.masked, True
            self.form(mask["/G"], f"{self.where}, soft mask {v[0]}")
            self.masked = masked

    # Colour.

    def set_colour(self, op, colour):
        if op[0].isupper():
            self.s.stroke = colour
        else:
            self.s.fill = colour

    def op_device(self, op, v, _):
        family = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}[op.lower()]
        space = colours.Space(family, len(v))
        colours.judge(self.f, space, self.where)
        self.set_colour(op, Colour(space, tuple(float(x) for x in v)))

    def op_space(self, op, v, _):
        space = colours.space(self.f, v[0], self.resources, self.where)
        # The first colour of a space (ISO 32000 8.6.8).
        first = {"DeviceCMYK": (0.0, 0.0, 0.0, 1.0), "Separation": (1.0,), "DeviceN": (1.0,) * space.n}
        self.set_colour(op, Colour(space, first.get(space.family, (0.0,) * space.n), space.family == "Pattern"))

    def op_colour(self, op, v, _):
        space = self.s.colour("stroke" if op[0].isupper() else "fill").space
        values = [x for x in v if not isinstance(x, pikepdf.Name)]
        if len(values) != len(v):
            self.pattern(v[-1])
            self.set_colour(op, Colour(space, tuple(float(x) for x in values), True))
            return
        if space.family != "?" and len(values) != space.n:
            self.add("G06", f"{op} with {len(values)} operands in {space.family}")
        self.set_colour(op, Colour(space, tuple(float(x) for x in values)))

    def pattern(self, name):
        pattern = self.resource("Pattern", name)
        if not isinstance(pattern, pikepdf.Stream) or pattern.objgen in self.active:
            return
        self.active.add(pattern.objgen)
        state = State(ctm=geometry.times(_matrix(pattern), self.base))
        if pattern.get("/PaintType") == 2:
            state.fill = state.stroke = Colour(pattern=True)
        self.stream(pattern, pattern.get("/Resources"), state, f"{self.where}, pattern {name}")
        self.active.discard(pattern.objgen)

    def op_sh(self, op, v, _):
        shading = self.resource("Shading", v[0])
        if shading is not None:
            self.tell("shading", image=shading)

    # Paths.

    def op_path(self, op, v, _):
        v = [float(x) for x in v]
        if op == "re":
            self.path.append(("re", v))
        else:
            self.path.append((op, list(zip(v[0::2], v[1::2]))))

    def op_paint(self, op, v, _):
        ways, points, rectangles = PAINTS[op], [], []
        m = self.s.ctm
        for kind, what in self.path:
            if kind == "re":
                x, y, w, h = what
                points += geometry.corners(m, x, y, x + w, y + h)
                rectangles.append((abs(w) * math.hypot(m[0], m[1]), abs(h) * math.hypot(m[2], m[3])))
            else:
                points += [geometry.at(m, x, y) for x, y in what]
        plain = bool(rectangles) and all(kind == "re" for kind, _ in self.path)
        self.path = []
        if ways and points:
            self.tell("path", ways=ways, points=points, rectangles=rectangles if plain else None)

    # XObjects.

    def op_Do(self, op, v, _):
        obj = self.resource("XObject", v[0])
        if obj is None:
            return
        kind = obj.get("/Subtype")
        if kind == "/Image":
            self.tell("image", image=obj)
        elif kind == "/Form":
            self.form(obj, f"{self.where}, form {v[0]}")
        else:
            self.add("G04" if kind == "/PS" else "G08", f"XObject {v[0]} is a {kind}")

    def form(self, obj, where):
        if obj.objgen in self.active:
            self.add("G08", f"{where} paints itself")
            return
        self.active.add(obj.objgen)
        state = copy.copy(self.s)
        state.ctm = geometry.times(_matrix(obj), state.ctm)
        self.stream(obj, obj.get("/Resources", self.resources), state, where)
        self.active.discard(obj.objgen)

    def op_inline(self, op, v, instruction):
        obj = instruction.iimage.obj
        said = obj.get("/Filter")
        filter_names(self.f, [] if said is None else [str(x) for x in said] if isinstance(said, pikepdf.Array) else [str(said)], self.where)
        if "/ColorSpace" in obj:
            colours.space(self.f, obj["/ColorSpace"], self.resources, f"{self.where} (inline image)")
        if obj.get("/Interpolate") is True:
            self.add("P09", "Interpolate")
        self.tell("image", image=obj)

    # Marked content.

    def op_begin(self, op, v, _):
        properties = v[1] if op == "BDC" else None
        if is_name(properties):
            properties = self.resource("Properties", properties)
        if str(v[0]) == "/OC":
            self.add("A05", "optional content")
        if self.f.x1a:
            tags = {"/MCID", "/ActualText", "/Alt", "/E", "/Lang"}
            if is_name(v[0], "/Artifact") or is_dict(properties) and tags & set(properties.keys()):
                self.add("S09", "tagged content")
        self.marks.append((str(v[0]), self.text_open is not None))

    def op_EMC(self, *_):
        if not self.marks:
            self.add("G07", "EMC without BMC")
            return
        _, inside = self.marks.pop()
        if inside != (self.text_open is not None):
            self.add("G07", "marked content begins in a text object and ends outside, or the other way")

    # Text.

    def op_BT(self, *_):
        self.text_open = [geometry.IDENTITY, geometry.IDENTITY]  # text matrix, line matrix

    def op_ET(self, *_):
        if self.text_open is None:
            self.add("G07", "ET without BT")
        self.text_open = None

    def op_number(self, op, v, _):
        key = {"Tc": "spacing", "Tw": "words", "Tz": "scale", "TL": "leading", "Ts": "rise", "Tr": "render"}[op]
        value = int(v[0]) if op == "Tr" else float(v[0]) / (100 if op == "Tz" else 1)
        setattr(self.s, key, value)

    def op_Tf(self, op, v, _):
        font = self.resource("Font", v[0])
        self.s.font, self.s.size = (self.fonts.get(font) if font is not None else None), float(v[1])

    def move(self, x, y):
        self.text_open[1] = geometry.times((1, 0, 0, 1, x, y), self.text_open[1])
        self.text_open[0] = self.text_open[1]

    def op_move(self, op, v, _):
        if self.text_open is None:
            self.add("G07", f"{op} outside a text object")
            return
        if op == "Tm":
            self.text_open = [tuple(float(x) for x in v)] * 2
        elif op == "T*":
            self.move(0, -self.s.leading)
        else:
            if op == "TD":
                self.s.leading = -float(v[1])
            self.move(float(v[0]), float(v[1]))

    def op_show(self, op, v, _):
        if self.text_open is None:
            self.add("G07", f"{op} outside a text object")
            return
        if op == '"':
            self.s.words, self.s.spacing = float(v[0]), float(v[1])
        if op in ("'", '"'):
            self.move(0, -self.s.leading)
        if self.s.font is None:
            self.add("G08", "text without a font")
            return
        glyphs = []
        for part in (v[0] if op == "TJ" else [v[-1]]):
            if isinstance(part, pikepdf.String):
                self.glyphs(bytes(part), glyphs)
            else:
                self.advance(-float(part) / 1000 * self.s.size * self.s.scale)
        ways = {0: ("fill",), 1: ("stroke",), 2: ("fill", "stroke"), 4: ("fill",), 5: ("stroke",), 6: ("fill", "stroke")}
        self.tell("text", ways=ways.get(self.s.render, ()), glyphs=glyphs)

    def advance(self, x):
        self.text_open[0] = geometry.times((1, 0, 0, 1, x, 0), self.text_open[0])

    def glyphs(self, data, out):
        s = self.s
        for code, length in s.font.codes(data, self):
            m = geometry.times(geometry.times((s.size * s.scale, 0, 0, s.size, 0, s.rise), self.text_open[0]), s.ctm)
            width = s.font.width(code) / 1000
            x, y = m[4], m[5]
            out.append(Glyph(code, s.font.text(code), x, y, math.hypot(m[2], m[3]),
                             geometry.bounds(geometry.corners(m, 0, -0.12, max(width, 0.05), 0.88))))
            s.font.used(code, self)
            extra = s.spacing + (s.words if length == 1 and code == 32 else 0)
            self.advance((width * s.size + extra) * s.scale)


def _matrix(obj):
    m = obj.get("/Matrix")
    return tuple(float(x) for x in m) if isinstance(m, pikepdf.Array) and len(m) == 6 else geometry.IDENTITY


METHODS = {"INLINE IMAGE": "op_inline", "BMC": "op_begin", "BDC": "op_begin"}
METHODS |= {op: "op_" + op for op in ("q", "Q", "cm", "w", "ri", "gs", "sh", "Do", "EMC", "BT", "ET", "Tf")}
METHODS |= {op: "op_device" for op in ("g", "G", "rg", "RG", "k", "K")}
METHODS |= {op: "op_space" for op in ("cs", "CS")}
METHODS |= {op: "op_colour" for op in ("sc", "SC", "scn", "SCN")}
METHODS |= {op: "op_path" for op in ("m", "l", "c", "v", "y", "re")}
METHODS |= {op: "op_paint" for op in PAINTS}
METHODS |= {op: "op_number" for op in ("Tc", "Tw", "Tz", "TL", "Ts", "Tr")}
METHODS |= {op: "op_move" for op in ("Td", "TD", "Tm", "T*")}
METHODS |= {op: "op_show" for op in ("Tj", "TJ", "'", '"')}
