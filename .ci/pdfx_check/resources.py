"""G01–G05, T, P09, P14 and intents: dictionaries that content refers to."""

import pikepdf

from .report import dictionaries, is_dict, is_name, is_number, resources_of

BLEND = {"/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge",
         "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color",
         "/Luminosity"}
INTENTS = {"/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual"}


def check(f):
    seen = set()
    for resources, where in resources_of(f.pdf):
        states = resources.get("/ExtGState")
        for key, state in states.items() if is_dict(states) else ():
            _state(f, state, f"{where} {key}")
        fonts = resources.get("/Font")
        for key, font in fonts.items() if is_dict(fonts) else ():
            if font.objgen not in seen or font.objgen == (0, 0):
                seen.add(font.objgen)
                if not embedded(font):
                    f.report.add("P14", f"font {key[1:]} ({font.get('/BaseFont')}) is not embedded", where)
    for obj, where in dictionaries(f.pdf):
        _object(f, obj, where)
    for n, page in enumerate(f.pdf.pages, 1):
        _group(f, page.obj, f"page {n}")


def program(font):
    """The font program's stream of a simple font or a descendant font."""
    descriptor = font.get("/FontDescriptor")
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if is_dict(descriptor) and isinstance(descriptor.get(key), pikepdf.Stream):
            return descriptor[key]
    return None


def embedded(font):
    if font.get("/Subtype") == "/Type3":
        return True
    if font.get("/Subtype") == "/Type0":
        below = font.get("/DescendantFonts")
        return isinstance(below, pikepdf.Array) and len(below) == 1 and program(below[0]) is not None
    return program(font) is not None


def _state(f, state, where):
    """An ExtGState."""
    add = f.report.add
    if "/TR" in state:
        add("G01", "a transfer function (TR)", where)
    if "/TR2" in state and not is_name(state["/TR2"], "/Default"):
        add("G01", "a transfer function (TR2)", where)
    if "/HTP" in state:
        add("G02", "a halftone phase", where)
    halftone = state.get("/HT")
    if is_dict(halftone) and (halftone.get("/HalftoneType") not in (1, 5) or "/HalftoneName" in halftone):
        add("G02", f"halftone of type {halftone.get('/HalftoneType')}", where)
    if "/RI" in state and str(state["/RI"]) not in INTENTS:
        add("G09", f"rendering intent {state['/RI']}", where)
    modes = state.get("/BM")
    modes = [] if modes is None else [str(m) for m in modes] if isinstance(modes, pikepdf.Array) else [str(modes)]
    if f.x1a:
        if "/SMask" in state and not is_name(state["/SMask"], "/None"):
            add("T01", "a soft mask", where)
        for key in ("/CA", "/ca"):
            if key in state and not (is_number(state[key]) and state[key] == 1):
                add("T01", f"{key[1:]} {state[key]}", where)
        for mode in modes:
            if mode not in ("/Normal", "/Compatible"):
                add("T01", f"blend mode {mode[1:]}", where)
    for mode in modes:
        if mode not in BLEND:
            add("T02", f"blend mode {mode[1:]} is unknown", where)


def _group(f, obj, where):
    group = obj.get("/Group")
    if f.x1a and is_dict(group) and group.get("/S") == "/Transparency":
        f.report.add("T01", "a transparency group", where)


def _object(f, obj, where):
    add, kind = f.report.add, obj.get("/Subtype")
    if kind == "/PS" or obj.get("/Subtype2") == "/PS" or "/PS" in obj and kind == "/Form":
        add("G04", "PostScript", where)
    if kind in ("/Image", "/Form"):
        if "/OPI" in obj:
            add("G05", "OPI", where)
        if "/Ref" in obj:
            add("G05", "a reference to another file", where)
        if "/Alternates" in obj:
            add("G05", "an alternate image", where)
    if kind == "/Form":
        _group(f, obj, where)
    if kind == "/Image":
        if obj.get("/Interpolate") is True:
            add("P09", "Interpolate", where)
        if f.x1a and ("/SMask" in obj or "/SMaskInData" in obj):
            add("T01", "a soft mask", where)
        if "/Intent" in obj and str(obj["/Intent"]) not in INTENTS:
            add("G09", f"rendering intent {obj['/Intent']}", where)
