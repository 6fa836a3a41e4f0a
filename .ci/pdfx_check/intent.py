"""O: the output intent and its profile."""

import re
import struct

import pikepdf

# Conditions of the ICC's registry, by family.
REGISTERED = re.compile(
    r"FOGRA\d{2}L?|CGATS TR \d{3}|CGATS21-2-CRPC\d|JC200103|JCN2002|JCW2003|IFRA\d{2}L?|"
    r"EUROSB\d+|PSR[A-Z_0-9]+|OFCOM[A-Z_0-9]+|OF_[A-Z_0-9]+|SC_[A-Z_0-9]+|SWOP\w*|GRACoL\w*")
REGISTRY = "http://www.color.org"


def check(f):
    add = f.report.add
    intents = f.pdf.Root.get("/OutputIntents")
    intents = list(intents) if isinstance(intents, pikepdf.Array) else []
    ours = [x for x in intents if x.get("/S") == "/GTS_PDFX"]
    if len(ours) != 1:
        add("O01", f"{len(ours)} output intents for PDF/X, not one", "catalog")
    if len({x.DestOutputProfile.objgen for x in intents if "/DestOutputProfile" in x}) > 1:
        add("O07", "the output intents do not share one profile", "catalog")
    if ours:
        _intent(f, ours[0])


def _intent(f, intent):
    add = f.report.add

    def text(key):
        value = intent.get(key)
        return str(value).strip() if isinstance(value, pikepdf.String) else ""

    if not text("/OutputConditionIdentifier"):
        add("O02", "no OutputConditionIdentifier", "output intent")
    if not text("/Info"):
        add("O04", "no Info for people", "output intent")
    if "/DestOutputProfileRef" in intent:
        add("O06", "the profile is named outside the file", "output intent")
    f.intent = "CMYK"  # as all registered conditions known here; a readable profile says better
    profile = intent.get("/DestOutputProfile")
    if isinstance(profile, pikepdf.Stream):
        _profile(f, profile)
    elif not f.x1a:
        add("O03", "no embedded profile", "output intent")
    elif text("/RegistryName") != REGISTRY or not REGISTERED.fullmatch(text("/OutputConditionIdentifier")):
        add("O03", "neither a profile nor a registered condition", "output intent")


def _profile(f, stream):
    """The header (ICC.1 7.2) and the tag table."""
    data = stream.read_bytes()

    def wrong(text):
        f.report.add("O05", text, "output profile")

    if len(data) < 132 or data[36:40] != b"acsp":
        wrong("no ICC profile")
        return
    if struct.unpack(">I", data[0:4])[0] != len(data):
        wrong("the size field is not the size")
    version = (data[8], data[9] >> 4)
    if f.x1a and version[0] != 2 or not f.x1a and not (2, 0) <= version <= (4, 2):
        wrong(f"version {version[0]}.{version[1]}")
    if data[12:16] != b"prtr":
        wrong(f"class {data[12:16]!r}, not prtr")
    space = data[16:20].decode("ascii", "replace").strip()
    components = {"CMYK": 4, "GRAY": 1}.get(space)
    if components is None:
        wrong(f"of the space {space}")
        return
    f.intent = space
    if stream.get("/N") != components:
        wrong(f"N is {stream.get('/N')} for {space}")
    count = struct.unpack(">I", data[128:132])[0]
    if 132 + 12 * count > len(data):
        wrong("the tag table is cut off")
        return
    tags = {}
    for i in range(count):
        name, offset, size = struct.unpack(">4sII", data[132 + 12 * i:144 + 12 * i])
        tags[name] = (offset, size)
        if offset + size > len(data):
            wrong(f"tag {name!r} is cut off")
    for name in (b"A2B0", b"B2A0") if space == "CMYK" else ():
        if name not in tags:
            wrong(f"no table {name.decode()}")
