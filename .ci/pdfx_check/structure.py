"""S: the file as bytes and objects."""

import re
import shutil
import subprocess

import pikepdf

from .report import dictionaries, is_dict, is_name, name_bytes

HEADER = re.compile(rb"%PDF-(\d)\.(\d)(\r\n|\r|\n)")


def check(f):
    _bytes(f)
    _parses(f)
    _trailer(f)
    for obj, where in dictionaries(f.pdf):
        if isinstance(obj, pikepdf.Stream):
            _stream(f, obj, where)
        if f.x1a:
            _newer(f, obj, where)
    if not f.x1a:
        _limits(f)
        _names(f)


def _bytes(f):
    add, raw = f.report.add, f.raw
    header = HEADER.match(raw)
    if not header:
        add("S01", "the file does not begin with a PDF header")
    else:
        version = (int(header[1]), int(header[2]))
        most = (1, 3) if f.x1a else (1, 6)
        root = f.pdf.Root.get("/Version")
        if root is not None:
            said = re.fullmatch(r"/(\d)\.(\d)", str(root))
            version = max(version, (int(said[1]), int(said[2]))) if said else (9, 9)
        if version > most:
            add("S01", f"version {version[0]}.{version[1]}, at most {most[0]}.{most[1]}")
        second = raw[header.end():header.end() + 5]
        if len(second) < 5 or second[0:1] != b"%" or any(c < 128 for c in second[1:5]):
            add("S02", "the second line is no comment of four bytes above 127")
    for kind in (b"ObjStm", b"XRef"):
        if re.search(rb"/Type\s*/" + kind + rb"\b", raw):
            add("S03", f"a stream of type {kind.decode()}: only a classic cross-reference table is for every RIP")
    if re.search(rb"/XRefStm\b", raw):
        add("S03", "a hybrid cross-reference")
    if (n := len(re.findall(rb"(?<![A-Za-z])startxref", raw))) != 1:
        add("S08", f"{n} sections: the file was updated after it was written")
    if not raw.rstrip(b"\r\n").endswith(b"%%EOF"):
        add("S08", "the file does not end in %%EOF")


def _parses(f):
    for warning in f.pdf.get_warnings():
        f.report.add("S00", f"had to be repaired: {warning}")
    if not shutil.which("qpdf"):
        raise RuntimeError("qpdf is not installed")
    said = subprocess.run(["qpdf", "--check", f.path], capture_output=True, text=True, errors="replace", check=False)
    if said.returncode != 0:
        lines = [x for x in (said.stderr + said.stdout).splitlines() if "WARNING" in x or "ERROR" in x or "qpdf:" in x]
        f.report.add("S00", "qpdf: " + "; ".join(lines[:3]))


def _trailer(f):
    trailer = f.pdf.trailer
    ids = trailer.get("/ID")
    if not (isinstance(ids, pikepdf.Array) and len(ids) == 2
            and all(isinstance(x, pikepdf.String) and len(bytes(x)) > 0 for x in ids)):
        f.report.add("S04", "the trailer has no ID of two strings")
    if "/Encrypt" in trailer or f.pdf.is_encrypted:
        f.report.add("S05", "encrypted")


def filters(obj):
    """Names of the filters of a stream."""
    said = obj.get("/Filter")
    if said is None:
        return []
    return [str(x) for x in said] if isinstance(said, pikepdf.Array) else [str(said)]


FORBIDDEN = {"/LZWDecode", "/LZW", "/Crypt"}
FORBIDDEN_X1A = FORBIDDEN | {"/JBIG2Decode", "/JPXDecode"}


def _stream(f, obj, where):
    filter_names(f, filters(obj), where)
    for key in ("/F", "/FFilter", "/FDecodeParms"):
        if key in obj:
            f.report.add("S07", f"the stream has {key}: its data are outside the file", where)


def filter_names(f, names, where):
    """S06 for a stream or an inline image."""
    for name in names:
        if name in (FORBIDDEN_X1A if f.x1a else FORBIDDEN):
            f.report.add("S06", f"filter {name[1:]}", where)


def _newer(f, obj, where):
    """What PDF 1.4 and later brought (X-1a is PDF 1.3)."""
    add = f.report.add
    if obj.get("/Subtype") == "/Image" and obj.get("/BitsPerComponent") == 16:
        add("S09", "an image of 16 bits", where)
    if isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == "/OpenType":
        add("S09", "an OpenType font file", where)
    for key in ("/StructParents", "/StructParent"):
        if key in obj:
            add("S09", f"{key[1:]}: tagging", where)
    if obj.objgen == f.pdf.Root.objgen and obj.is_indirect:
        for key in ("/MarkInfo", "/StructTreeRoot", "/Lang"):
            if key in obj:
                add("S09", f"the catalog has {key[1:]}", where)


def _limits(f):
    add = f.report.add
    if len(f.pdf.objects) > 8388607:
        add("S10", f"{len(f.pdf.objects)} objects")

    def look(obj, where):
        if isinstance(obj, pikepdf.String):
            if len(bytes(obj)) > 32767:
                add("S10", f"a string of {len(bytes(obj))} bytes", where)
        elif isinstance(obj, pikepdf.Name):
            if len(name_bytes(obj)) > 127:
                add("S10", f"a name of {len(name_bytes(obj))} bytes", where)
        elif isinstance(obj, pikepdf.Array):
            for value in obj:
                look(value, where)

    for obj, where in dictionaries(f.pdf):
        for key, value in obj.items():
            if len(key.encode("utf-8", "surrogateescape")) > 128:
                add("S10", "a key of more than 127 bytes", where)
            look(value, where)


def _names(f):
    """Names that devices and people see are UTF-8."""
    def utf8(name, what, where):
        if isinstance(name, pikepdf.Name):
            try:
                name_bytes(name).decode("utf-8")
            except UnicodeDecodeError:
                f.report.add("S11", f"{what} {name_bytes(name)!r} is not UTF-8", where)

    for obj, where in dictionaries(f.pdf):
        for key in ("/BaseFont", "/FontName"):
            utf8(obj.get(key), "font name", where)
        if "/S" in obj and (obj.get("/Type") == "/StructElem" or "/P" in obj):
            utf8(obj.get("/S"), "structure type", where)
    for obj in f.pdf.objects:
        for array in _arrays(obj):
            if len(array) >= 4 and is_name(array[0], "/Separation"):
                utf8(array[1], "colorant", "colour space")
            if len(array) >= 4 and is_name(array[0], "/DeviceN") and isinstance(array[1], pikepdf.Array):
                for name in array[1]:
                    utf8(name, "colorant", "colour space")


def _arrays(obj):
    if isinstance(obj, pikepdf.Array):
        yield obj
        children = list(obj)
    elif is_dict(obj):
        children = [value for _, value in obj.items()]
    else:
        return
    for child in children:
        if isinstance(child, (pikepdf.Array, pikepdf.Dictionary)) and not child.is_indirect:
            yield from _arrays(child)
