"""Ways to make the sample wrong, each with the clauses it violates."""

import io
from dataclasses import dataclass

import pikepdf
from fontTools.ttLib import TTFont
from PIL import Image
from pikepdf import Array, Dictionary, Name, String

from pdfx_check.report import Job
from pdfx_sample import TRIM, text_hex

BOTH, X4, X1A = ("4", "1a"), ("4",), ("1a",)


@dataclass
class Wrong:
    clauses: set
    levels: tuple
    name: str
    change: object  # of a Sample; may return a change of the bytes
    job: Job = None


WRONG = []


def wrong(clauses, levels, change, job=None, name=""):
    WRONG.append(Wrong(set(clauses.split()), levels, f"{clauses} {name or len(WRONG)}", change, job))


def ways(clauses, levels, *changes):
    for change in changes:
        wrong(clauses, levels, change)


def then(spoil):
    """A change of the finished bytes."""
    return lambda s: spoil


def put(where, key, value):
    """Sets a key of a part of the sample; a function makes the value."""
    def change(s):
        of = s
        for part in where.split("."):
            of = of[part] if isinstance(of, pikepdf.Object) else getattr(of, part)
        made = value(s) if callable(value) else parse(value)
        of[key] = made
    return change


def parse(value):
    return pikepdf.Object.parse(value.encode()) if isinstance(value, str) else value


def drop(where, key):
    def change(s):
        of = s
        for part in where.split("."):
            of = of[part] if isinstance(of, pikepdf.Object) else getattr(of, part)
        del of[key]
    return change


def paint(content):
    return lambda s: s.add(content)


def swap(old, new):
    def change(s):
        assert old in s.content, old
        s.content = s.content.replace(old, new)
    return change


def swap_xmp(old, new):
    def change(s):
        assert old in s.xmp, old
        s.xmp = s.xmp.replace(old, new)
    return change


def both(*changes):
    def change(s):
        for c in changes:
            c(s)
    return change


def form(content, **keys):
    """Paints a form XObject."""
    def change(s):
        s.resources.XObject.Fm = s.stream(content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 400, 400]),
                                          Resources=s.resources.copy() if "/G0" in content else Dictionary(), **keys)
        s.add("q /Fm Do Q")
    return change


def gs(entries, use="50 400 10 10 re f"):
    """Paints with one more graphics state."""
    return both(put("resources./ExtGState", "/G1", f"<< {entries} >>"), paint(f"q /G1 gs 0 0 0 1 k {use} Q"))


def spaced(text, values="0"):
    """Paints in one more colour space."""
    return both(put("resources./ColorSpace", "/CS1", text), paint(f"q /CS1 cs {values} sc 50 400 10 10 re f Q"))


def other_page(s, *changes):
    """One more page with other boxes."""
    page = Dictionary(dict(s.page.items()))
    for key, value in zip(changes[0::2], changes[1::2]):
        page[key] = parse(value)
    return page


TINT = "<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [1 0 0 0] /N 1 >>"
TEXT = f"BT /F0 12 Tf 50 420 Td <{text_hex()}> Tj ET"
IMAGE = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray %s >>"


def image(space, sample, **keys):
    """Paints one more image of one pixel, small enough to be sharp."""
    def change(s):
        s.resources.XObject.Im1 = s.stream(sample, **({"Type": Name.XObject, "Subtype": Name.Image, "Width": 1, "Height": 1,
                                                       "BitsPerComponent": 8, "ColorSpace": parse(space)} | keys))
        s.add("q 0.1 0 0 0.1 50 250 cm /Im1 Do Q")
    return change


def jpeg(ink, **keys):
    """A JPEG of one colour, as Pillow writes it: with Adobe's marker, turned round."""
    out = io.BytesIO()
    Image.new("CMYK", (8, 8), ink).save(out, "JPEG", quality=95)
    return image("/DeviceCMYK", out.getvalue(), Width=8, Height=8, Filter=Name.DCTDecode, **keys)


def separation(name, tint=TINT, alternate="/DeviceCMYK"):
    return f"[/Separation /{name} {alternate} {tint}]"


# S
wrong("S00", BOTH, then(lambda b: b[:b.rindex(b"startxref")] + b"startxref\n123\n%%EOF\n"))
ways("S00", BOTH, lambda s: lambda b: b[:300])
wrong("S01", X4, then(lambda b: b.replace(b"%PDF-1.6", b"%PDF-1.7", 1)))
wrong("S01", X1A, then(lambda b: b.replace(b"%PDF-1.3", b"%PDF-1.4", 1)))
wrong("S01", BOTH, put("root", "/Version", "/1.7"))
wrong("S02", BOTH, then(lambda b: b[:9] + b"%abcd" + b[14:]))
wrong("S03", X4, lambda s: s.save.update(object_stream_mode=pikepdf.ObjectStreamMode.generate))
wrong("S03", X1A, lambda s: s.save.update(object_stream_mode=pikepdf.ObjectStreamMode.generate, force_version="1.5") or
      (lambda b: b.replace(b"%PDF-1.5", b"%PDF-1.3", 1)))
wrong("S04", BOTH, then(lambda b: b.replace(b"/ID [", b"/XD [")))
wrong("S05", BOTH, lambda s: s.save.update(encryption=pikepdf.Encryption(owner="a", user="", R=2, aes=False, metadata=False), stream_decode_level=None))
ways("S05", BOTH, lambda s: s.save.update(encryption=pikepdf.Encryption(owner="a", user="b", R=2, aes=False, metadata=False), stream_decode_level=None))
wrong("S06", BOTH, put("root", "/Extra", lambda s: s.stream(b"\x80\x40\x40", Filter=Name.LZWDecode)))
ways("S06", X1A, put("root", "/Extra", lambda s: s.stream(b"x", Filter=Array([Name.JPXDecode]))),
     put("root", "/Extra", lambda s: s.stream(b"x", Filter=Name.JBIG2Decode)))
wrong("S06", BOTH, paint("q 0.1 0 0 0.1 50 400 cm BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID \x80\x00\x00\x80 EI Q"))
wrong("S07", BOTH, put("root", "/Extra", lambda s: s.stream(b"", F=String("elsewhere.bin"))))
wrong("S08", BOTH, then(lambda b: b + b[b.rindex(b"startxref"):]))
wrong("S08", BOTH, then(lambda b: b + b"more\n"))
ways("S09", X1A, put("root", "/Lang", "(zh)"), put("root", "/MarkInfo", "<< /Marked true >>"), paint("/Artifact BMC EMC"),
     paint("/Span << /ActualText (a) >> BDC EMC"), put("page", "/StructParents", "0"),
     put("root", "/Extra", lambda s: s.stream(b"", Subtype=Name.OpenType)),
     image("/DeviceGray", b"\0\0", BitsPerComponent=16))
ways("S10", X4, put("root", "/Extra", lambda s: String("a" * 40000)), put("root", "/Extra", lambda s: Name("/" + "n" * 128)))
wrong("S11", X4, put("root", "/Extra", "<< /Type /StructElem /S /a#ff >>"))

# I
wrong("I01", X1A, put("info", "/GTS_PDFXVersion", "(PDF/X-1a:2001)"))
wrong("I02", X1A, drop("info", "/GTS_PDFXConformance"))
ways("I01", X4, put("info", "/GTS_PDFXVersion", "(PDF/X-3:2003)"), put("info", "/GTS_PDFXConformance", "(PDF/X-1a:2001)"))
wrong("I03", X1A, drop("info", "/Title"))
wrong("I03", X4, both(put("info", "/Title", "( )"), swap_xmp(b">Sample<", b"> <")))
ways("I04", BOTH, drop("info", "/CreationDate"), put("info", "/ModDate", "(D:20240630)"), put("info", "/ModDate", "(D:20241330000000Z)"))
ways("I05", BOTH, put("info", "/Trapped", "(False)"), drop("info", "/Trapped"))
wrong("I05", X1A, put("info", "/Trapped", "/Unknown"))
wrong("I05 I09", X4, put("info", "/Trapped", "/Unknown"))
ways("I06", X4, swap_xmp(b">PDF/X-4<", b">PDF/X-3<"), drop("root", "/Metadata"), swap_xmp(b"</rdf:RDF>", b""),
     swap_xmp(b"npes.org/pdfx/ns/id", b"npes.org/pdfx/id"))
ways("I07", X4, swap_xmp(b">Sample<", b">Other<"), swap_xmp(b"<xmp:CreateDate>2024-06-30", b"<xmp:CreateDate>2024-06-29"),
     swap_xmp(b"xmp:MetadataDate", b"xmp:Date"), put("info", "/Title", "(Other)"))
ways("I08", X4, *(swap_xmp(x, b"xmpMM:Other") for x in (b"xmpMM:DocumentID", b"xmpMM:VersionID", b"xmpMM:RenditionClass")))
ways("I09", X4, swap_xmp(b"Trapped>False", b"Trapped>True"), swap_xmp(b"pdf:Trapped", b"pdf:Other"))
wrong("I10", BOTH, put("info", "/Copies", "120"))
wrong("I11", X4, then(lambda b: b.replace(b"/Type /Metadata", b"/Filter [     ]")))  # pikepdf never leaves it compressed

# O
wrong("O01", BOTH, lambda s: s.root.OutputIntents.append(s.pdf.make_indirect(Dictionary(s.intent))))
wrong("O01 C03", BOTH, drop("root", "/OutputIntents"))
ways("O02", BOTH, drop("intent", "/OutputConditionIdentifier"), put("intent", "/OutputConditionIdentifier", "()"))
wrong("O03", X4, drop("intent", "/DestOutputProfile"))
ways("O03", X1A, both(drop("intent", "/DestOutputProfile"), put("intent", "/OutputConditionIdentifier", "(Our press)")),
     both(drop("intent", "/DestOutputProfile"), drop("intent", "/RegistryName")))
wrong("O04", BOTH, drop("intent", "/Info"))


def icc(at, new):
    def change(s):
        s.profile = s.profile[:at] + new + s.profile[at + len(new):]
    return change


ways("O05", BOTH, icc(0, b"\0\0\1\0"), icc(12, b"scnr"), icc(36, b"xxxx"), put("profile_stream", "/N", "3"), icc(132, b"A2B7"),
     icc(8, b"\x04\x30"), icc(144, b"B2A1"), icc(140, b"\x7f"), icc(16, b"RGB "), lambda s: setattr(s, "profile", s.profile[:-1]))
wrong("O05", X1A, icc(8, b"\x04\x20"))
wrong("O06", BOTH, put("intent", "/DestOutputProfileRef", "<< >>"))
wrong("O07", BOTH, lambda s: s.root.OutputIntents.append(Dictionary(S=Name.GTS_PDFA1, DestOutputProfile=s.stream(s.profile, N=4))))

# B
ways("B01", BOTH, put("page", "/MediaBox", "[0 0 0 0]"))
wrong("B02", BOTH, drop("page", "/TrimBox"))
wrong("B02", BOTH, put("page", "/ArtBox", TRIM))
ways("B03", BOTH, put("page", "/MediaBox", "[-8.5039 -40 461 636]"), put("page", "/CropBox", "[0 0 420.9399 595.276]"),
     put("page", "/TrimBox", "[420.94 595.276 0 0]"))
wrong("B03 P02", BOTH, put("page", "/TrimBox", "[-9 0 420.94 595.276]"))
wrong("B04", BOTH, put("page", "/MediaBox", "[-40 -40 461 14361]"))
ways("B05", BOTH, put("page", "/Rotate", "45"), put("page", "/UserUnit", "2"))

# C
ways("C01", BOTH, paint("q 1 0 0 rg 50 400 10 10 re f Q"), paint("q 0 1 0 RG 50 400 m 60 400 l S Q"), spaced("/DeviceRGB", "1 0 0"),
     image("/DeviceRGB", b"abc"), image("[/Indexed /DeviceRGB 0 <000000>]", b"\0"),
     spaced(separation("Other", TINT.replace(" 0]", "]"), "/DeviceRGB")),
     spaced("[/DeviceN [/Other] /DeviceRGB %s]" % TINT.replace(" 0]", "]"), "0"),
     form("1 0 0 rg 1 1 1 1 re f"),
     both(put("resources", "/Pattern", lambda s: Dictionary(P=s.stream(b"1 0 0 rg 0 0 1 1 re f", PatternType=1, PaintType=1, TilingType=1,
          BBox=Array([0, 0, 2, 2]), XStep=2, YStep=2, Resources=Dictionary()))), paint("q /Pattern cs /P scn 50 400 10 10 re f Q")),
     both(put("resources", "/Shading", lambda s: Dictionary(Sh=s.parse("<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 1 1] "
          "/Function << /FunctionType 2 /Domain [0 1] /C0 [0 0 0] /C1 [1 1 1] /N 1 >> >>"))), paint("q /Sh sh Q")))
wrong("C01", X4, put("page", "/Group", "<< /S /Transparency /CS /DeviceRGB >>"))
wrong("C01", X4, both(put("resources./ExtGState", "/G1", lambda s: Dictionary(SMask=Dictionary(S=Name.Luminosity, G=s.stream(
    b"1 0 0 rg 0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Resources=Dictionary(),
    Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))))), paint("q /G1 gs Q")))
wrong("C01 A01", BOTH, put("page", "/Annots", "[<< /Type /Annot /Subtype /Square /Rect [0 0 9 9] /C [1 0 0] >>]"))
ways("C02", X1A, put("resources./ColorSpace", "/CS1", "[/CalGray << /WhitePoint [0.95 1 1.09] >>]"),
     put("resources./ColorSpace", "/CS1", lambda s: Array([Name.ICCBased, s.stream(b"", N=1)])),
     put("resources./ColorSpace", "/CS1", "[/Lab << /WhitePoint [0.95 1 1.09] >>]"))
wrong("C03", BOTH, both(icc(16, b"GRAY"), put("profile_stream", "/N", "1")))
wrong("C04", BOTH, put("resources./ColorSpace", "/CS1", separation("BulletinRed")))
wrong("C07", BOTH, put("resources./ColorSpace", "/DefaultCMYK", "/DeviceCMYK"))
ways("C09", BOTH, put("resources./ColorSpace", "/CS1", "[/Device5 1]"), paint("q /CS9 cs Q"))
many = " ".join(f"/Ink{i}" for i in range(33))
wrong("C10", X1A, put("resources./ColorSpace", "/CS1", f"[/DeviceN [{' '.join(many.split()[:9])}] /DeviceCMYK {TINT}]"))
wrong("C10", X4, put("resources./ColorSpace", "/CS1", f"[/DeviceN [{many}] /DeviceCMYK {TINT}]"))


# F
def program(change):
    """Changes the embedded TrueType program."""
    def to(s):
        face = TTFont(io.BytesIO(s.program.read_bytes()))
        change(face)
        out = io.BytesIO()
        face.save(out)
        s.program.write(out.getvalue())
    return to


def blank(face):
    from fontTools.ttLib.tables._g_l_y_f import Glyph
    face["glyf"]["B"] = Glyph()


wrong("F01 P14", BOTH, drop("descriptor", "/FontFile2"))
ways("F01", BOTH, program(blank), paint("q /G0 gs 0 0 0 1 k BT /F0 12 Tf 50 420 Td <0400> Tj ET Q"),
     lambda s: s.program.write(b"no font"))
wrong("F02", BOTH, program(lambda face: setattr(face["OS/2"], "fsType", 2)))
ways("F03", BOTH, put("font", "/Encoding", "/Identity-V"), drop("below", "/CIDToGIDMap"), swap(f"<{text_hex()}> Tj", f"<{text_hex()}00> Tj"))
ways("F04", BOTH, put("descriptor", "/FontName", "/BBCDEF+SourceSerif4-Regular"), put("font", "/BaseFont", "/ABCDEF+Other"),
     both(*(put(x, k, "/SourceSerif4-Regular") for x, k in (("font", "/BaseFont"), ("below", "/BaseFont"), ("descriptor", "/FontName")))))
ways("F05", BOTH, drop("below", "/W"), program(lambda face: face["hmtx"].metrics.__setitem__("B", (700, 10))))
ways("F06", BOTH, swap(f"<{text_hex()}> Tj", "<0000> Tj"), put("below", "/CIDToGIDMap", lambda s: s.stream(bytes(200))))

# G
ways("G01", BOTH, put("state", "/TR", "/Identity"), put("state", "/TR2", "/Identity"))
ways("G02", BOTH, put("state", "/HTP", "[0 0]"), put("state", "/HT", lambda s: s.stream(b"", HalftoneType=6)),
     put("state", "/HT", "<< /HalftoneType 1 /HalftoneName /Round >>"))
ways("G04", BOTH, put("resources./XObject", "/X", lambda s: s.stream(b"showpage", Subtype=Name.PS)), paint("PS"))
ways("G05", BOTH, put("image", "/OPI", "<< >>"), put("image", "/Alternates", "[]"), form("", Ref=Dictionary()))
ways("G06", BOTH, paint("BX 1 frob EX"), paint("1 2 m n 1 w 2 3 w"), paint("/CS0 cs 1 1 scn"), paint("(a) w"))
ways("G07", BOTH, paint("q"), paint("Q"), paint("BT"), paint("ET"), paint("EMC"), paint("q " * 29 + "Q " * 29), paint("BT q ET"),
     paint("BT /a BMC ET EMC"), paint("/a BMC"), paint("0 0 Td"))
ways("G08", BOTH, paint("/F9 12 Tf"), paint("/G9 gs"), paint("/Im9 Do"), paint("/a /P9 BDC EMC"), paint("/Sh9 sh"))
ways("G09", BOTH, paint("/Best ri"), put("state", "/RI", "/Best"), put("image", "/Intent", "/Best"))

# T
ways("T01", X1A, put("state", "/ca", "0.5"), put("state", "/CA", "0.5"), put("state", "/BM", "/Multiply"),
     put("state", "/SMask", "<< /S /Alpha >>"), put("page", "/Group", "<< /S /Transparency >>"), form("", Group=Dictionary(S=Name.Transparency)),
     put("image", "/SMask", lambda s: s.stream(b"a", Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray)))
wrong("T02", X4, put("state", "/BM", "/Glow"))

# A
wrong("A01", BOTH, put("page", "/Annots", "[<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>]"))
ways("A02", BOTH, put("root", "/OpenAction", "<< /S /GoTo >>"), put("root", "/Names", "<< /JavaScript << >> >>"),
     put("page", "/AA", "<< >>"), put("root", "/Outlines", "<< /Title (x) /A << /S /GoTo >> >>"))
wrong("A03", BOTH, put("root", "/AcroForm", "<< /Fields [] >>"))
wrong("A04", BOTH, put("root", "/ViewerPreferences", "<< /PrintClip /TrimBox >>"))
ways("A05", BOTH, put("root", "/OCProperties", "<< >>"),
     both(put("resources", "/Properties", "<< /P << >> >>"), paint("/OC /P BDC EMC")), put("image", "/OC", "<< /Type /OCG >>"))
ways("A06", BOTH, put("root", "/Names", "<< /EmbeddedFiles << >> >>"), put("root", "/AF", "[]"), put("root", "/Extra", "<< /EF << >> >>"))
ways("A07", BOTH, put("root", "/Names", "<< /AlternatePresentations << >> >>"), put("page", "/PresSteps", "<< >>"))
wrong("A11", BOTH, put("page", "/SeparationInfo", "<< >>"))
ways("A13", BOTH, put("root", "/Perms", "<< >>"), put("root", "/Collection", "<< >>"))

# P
wrong("P01", BOTH, both(drop("page", "/TrimBox"), put("page", "/ArtBox", TRIM)))
ways("P02", BOTH, put("page", "/BleedBox", "[-8.504 -8.504 429.444 595.276]"), put("page", "/BleedBox", "[-5 -5 425.94 600.276]"))
wrong("P02", BOTH, lambda s: None, Job(bleed=5))
wrong("P02", BOTH, lambda s: s.pages.append(other_page(s, "/BleedBox", TRIM)))
wrong("P03", BOTH, lambda s: s.pages.append(other_page(s, "/TrimBox", "[1 1 419.94 594.276]", "/BleedBox", "[-7.504 -7.504 428.444 602.78]")))
wrong("P04", BOTH, lambda s: None, Job(plates=["Black"]))
wrong("P04", BOTH, lambda s: None, Job(plates=["Black", "BulletinRed", "Cyan"]))
ways("P04", BOTH, put("resources./ColorSpace", "/CS1", separation("Gr#C3#BCn")), put("resources./ColorSpace", "/CS1", separation("x" * 65)))
wrong("P05", BOTH, swap("144 0 0 72 50", "360 0 0 180 50"))
ways("P06", BOTH, swap("300 0.5 re", "300 0.2 re"), swap("0.25 w", "0.2 w"), swap("0.25 w", "0 w"), paint("q 0.5 0 0 0.5 0 0 cm 0.4 w 0 0 m 9 9 l S Q"))
ways("P07", BOTH, paint("q /G0 gs 0 0 0 0 k 50 400 10 10 re f Q"), paint("q /G0 gs 1 g 50 400 10 10 re f Q"),
     paint("q /G0 gs /CS0 CS 0 SCN 50 400 m 60 400 l S Q"))
ways("P08", BOTH, paint("q 0.9 0.9 0.9 0.9 k 50 400 10 10 re f Q"), image("/DeviceCMYK", b"\xff\xff\xff\x80"),
     image("[/Indexed /DeviceCMYK 0 <FFFFFFFF>]", b"\0"))
ways("P08", BOTH, jpeg((255, 255, 255, 128), Decode=Array([1, 0] * 4)), jpeg((0, 0, 0, 0)))
ways("P09", BOTH, put("image", "/Interpolate", "true"),
     paint("q 0.1 0 0 0.1 50 400 cm BI /W 1 /H 1 /BPC 8 /CS /G /I true ID a EI Q"))
wrong("P10", BOTH, paint(f"q /G0 gs 0 0 0 1 k {TEXT.replace('Tf', 'Tf 3 Tr')} Q"))
ways("P11", BOTH, paint(f"q /G0 gs 0 g {TEXT} Q"), paint(f"q 0 0 0 1 k {TEXT} Q"), gs("/OP true /op false /OPM 1", TEXT),
     gs("/op true /OPM 0", TEXT), both(put("resources./ColorSpace", "/CS1", separation("Black", TINT.replace("[1 0 0 0]", "[0 0 0 1]"))),
                                       paint(f"q /CS1 cs 1 scn {TEXT} Q")))
wrong("P11", BOTH, paint("q 0 0 0 1 k 50 400 m 60 400 l 55 410 l f Q"))
ways("P12", BOTH, paint(f"q /G0 gs 0.5 0 0 1 k {TEXT} Q"), paint(f"q 0.5 0.4 0.3 0 k {TEXT.replace('12 Tf', '9 Tf')} Q"))
ways("P13", BOTH, swap("-30 0 m", "0 0 m 9 0 l -30 0 m"), paint("q /CSAll cs 1 scn 50 400 10 10 re f Q"), paint(f"q /CSAll cs 1 scn {TEXT} Q"))
wrong("P14", BOTH, put("resources./Font", "/F1", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"))
ways("P15", X4, put("resources./ColorSpace", "/CS1", lambda s: Array([Name.ICCBased, s.stream(b"", N=3)])),
     put("resources./ColorSpace", "/CS1", "[/CalRGB << /WhitePoint [0.95 1 1.09] >>]"),
     put("resources./ColorSpace", "/CS1", "[/Lab << /WhitePoint [0.95 1 1.09] >>]"))

