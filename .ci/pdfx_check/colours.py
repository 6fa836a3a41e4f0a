"""C, P04, P15: colour spaces, wherever they are named."""

from dataclasses import dataclass, field

import pikepdf

from .report import dictionaries, is_dict, is_name, name_bytes, resources_of

DEVICE = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4,
          "/G": 1, "/RGB": 3, "/CMYK": 4, "/CalCMYK": 4}
SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed", "/CalCMYK": "/DeviceCMYK"}
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


@dataclass
class Space:
    """A colour space as far as plates go."""

    family: str  # without the slash; "?" if unknown
    n: int
    names: list = field(default_factory=list)  # colorants
    base: "Space" = None  # of Indexed and Pattern, alternate of the others
    lookup: bytes = b""

    def inks(self, values):
        """Plate → percent of ink. None where that cannot be told."""
        values = [float(v) for v in values]
        if len(values) != self.n:
            return None
        if self.family == "DeviceGray" or self.family == "ICCBased" and self.n == 1:
            return _some({"Black": 100 * (1 - values[0])})
        if self.family == "DeviceCMYK" or self.family == "ICCBased" and self.n == 4:
            return _some({name: 100 * v for name, v in zip(PROCESS, values)})
        if self.family in ("Separation", "DeviceN"):
            return _some({name: 100 * v for name, v in zip(self.names, values) if name != "None"})
        if self.family == "Indexed" and self.base:
            at = int(values[0]) * self.base.n
            return self.base.inks([b / 255 for b in self.lookup[at:at + self.base.n]])
        return None


def _some(inks):
    return {name: v for name, v in inks.items() if v > 1e-6}


UNKNOWN = Space("?", 0)


def parse(obj, resources=None, depth=0):
    """The Space of a colour space object; a name may be one of the resources."""
    if depth > 8:
        return UNKNOWN
    if isinstance(obj, pikepdf.Name):
        name = SHORT.get(str(obj), str(obj))
        if name in DEVICE:
            return Space(name[1:], DEVICE[name])
        if name == "/Pattern":
            return Space("Pattern", 0)
        named = resources.get("/ColorSpace") if is_dict(resources) else None
        if is_dict(named) and name in named:
            return parse(named[name], None, depth + 1)
        return UNKNOWN
    if not isinstance(obj, pikepdf.Array) or len(obj) == 0 or not is_name(obj[0]):
        return UNKNOWN
    family = SHORT.get(str(obj[0]), str(obj[0]))
    if family in DEVICE and len(obj) == 1:
        return Space(family[1:], DEVICE[family])
    try:
        return _array(family, obj, resources, depth)
    except (IndexError, KeyError, AttributeError, TypeError, ValueError):
        return UNKNOWN


def _array(family, obj, resources, depth):
    if family == "/Pattern":
        return Space("Pattern", 0, base=parse(obj[1], resources, depth + 1) if len(obj) > 1 else None)
    if family == "/ICCBased":
        alternate = obj[1].get("/Alternate")
        return Space("ICCBased", int(obj[1].N), base=parse(alternate, resources, depth + 1) if alternate is not None else None)
    if family in ("/CalGray", "/CalRGB", "/Lab"):
        return Space(family[1:], 1 if family == "/CalGray" else 3)
    if family == "/Indexed":
        table = obj[3].read_bytes() if isinstance(obj[3], pikepdf.Stream) else bytes(obj[3])
        return Space("Indexed", 1, base=parse(obj[1], resources, depth + 1), lookup=table)
    if family == "/Separation":
        return Space("Separation", 1, [_colorant(obj[1])], parse(obj[2], resources, depth + 1))
    if family == "/DeviceN":
        names = [_colorant(x) for x in obj[1]]
        return Space("DeviceN", len(names), names, parse(obj[2], resources, depth + 1))
    return UNKNOWN


def _colorant(name):
    return name_bytes(name).decode("utf-8", "backslashreplace")


def check(f):
    """Every colour space object in resources, images, shadings, groups, annotations."""
    for resources, where in resources_of(f.pdf):
        spaces = resources.get("/ColorSpace")
        for key, obj in spaces.items() if is_dict(spaces) else ():
            if key in ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK"):
                f.report.add("C07", f"{key[1:]} changes what the device spaces mean", where)
            space(f, obj, None, f"{where} {key}")
    for obj, where in dictionaries(f.pdf):
        if obj.get("/Subtype") == "/Image" and "/ColorSpace" in obj:
            space(f, obj["/ColorSpace"], None, f"{where} (image)")
        if "/ShadingType" in obj:
            space(f, obj.get("/ColorSpace"), None, f"{where} (shading)")
        if obj.get("/S") == "/Transparency" and "/CS" in obj:
            space(f, obj["/CS"], None, f"{where} (transparency group)")
        if obj.get("/Subtype") in ("/Widget", "/Link", "/PrinterMark") or obj.get("/Type") == "/Annot":
            for key in ("/C", "/IC"):
                if isinstance(obj.get(key), pikepdf.Array) and len(obj[key]) == 3:
                    f.report.add("C01", f"annotation colour {key[1:]} is RGB", where)


def space(f, obj, resources, where):
    """The checks of one colour space object; returns what it is."""
    parsed = parse(obj, resources)
    if isinstance(obj, pikepdf.Name) and is_dict(resources):
        named = resources.get("/ColorSpace")
        if is_dict(named) and str(obj) in named:
            obj = named[str(obj)]
    judge(f, parsed, where)
    if isinstance(obj, pikepdf.Array) and len(obj) >= 4 and is_name(obj[0], "/Separation"):
        _same(f, obj, parsed, where)
    return parsed


def judge(f, parsed, where):
    """The checks that need only the families."""
    add, family = f.report.add, parsed.family
    if family == "?":
        add("C09", "no colour space of a known family", where)
    elif family == "DeviceRGB":
        add("C01", "DeviceRGB", where)
    elif family == "DeviceCMYK" and f.intent == "GRAY" or family in ("DeviceCMYK", "DeviceGray") and f.intent is None:
        add("C03", f"{family} without an output intent for it", where)
    elif family in ("ICCBased", "CalGray", "CalRGB", "Lab"):
        if f.x1a:
            add("C02", f"{family} in PDF/X-1a", where)
        elif family in ("CalRGB", "Lab") or family == "ICCBased" and parsed.n == 3:
            add("P15", f"{family} of three components", where)
    if family in ("Separation", "DeviceN"):
        _colorants(f, parsed, where)
    if family == "DeviceN" and parsed.n > (8 if f.x1a else 32):
        add("C10", f"{parsed.n} colorants", where)
    if parsed.base is not None and not (family == "ICCBased" and f.x1a):
        judge(f, parsed.base, where)


def _colorants(f, parsed, where):
    for name in parsed.names:
        try:
            size = len(name.encode("ascii"))
        except UnicodeEncodeError:
            size = 65
        if not 0 < size <= 64 or "\\x" in name:
            f.report.add("P04", f"plate name {name!r} is not ASCII of at most 64 bytes", where)


def _same(f, obj, parsed, where):
    """C04: one name, one meaning."""
    name = parsed.names[0] if parsed.names else ""
    if name in ("All", "None"):
        return
    meaning = (_content(obj[2]), _content(obj[3]))
    if f.separations.setdefault(name, meaning) != meaning:
        f.report.add("C04", f"the plate {name} has two definitions", where)


def _content(obj, depth=0):
    """An object's content, whatever its number."""
    if depth > 16:
        return "…"
    if isinstance(obj, pikepdf.Stream):
        keys = tuple((k, _content(v, depth + 1)) for k, v in sorted(obj.items()) if k not in ("/Length", "/Filter", "/DecodeParms"))
        return keys, obj.read_bytes()
    if isinstance(obj, pikepdf.Dictionary):
        return tuple((k, _content(v, depth + 1)) for k, v in sorted(obj.items()))
    if isinstance(obj, pikepdf.Array):
        return tuple(_content(v, depth + 1) for v in obj)
    return str(obj)


def plates(f):
    """P04: the plates that are marked are those of the job."""
    marked = f.plates - {"All"}
    if f.job.plates is not None and marked != set(f.job.plates):
        f.report.add("P04", f"marks the plates {sorted(marked)}, ordered were {sorted(f.job.plates)}")
