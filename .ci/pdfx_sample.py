"""A small correct PDF/X file, made by hand with pikepdf and fontTools: what the
tests of the checkers make wrong on purpose."""

import functools
import io
import pathlib
import struct

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String

ROOT = pathlib.Path(__file__).resolve().parent.parent
FONT = ROOT / "fonts" / "bundled" / "SourceSerif4_400Regular.ttf"
WORD = "Bulletin"
TRIM, BLEED, MEDIA = "[0 0 420.94 595.276]", "[-8.504 -8.504 429.444 603.78]", "[-40 -40 461 636]"
MOMENT = ("D:20240630000000+08'00'", "2024-06-30T00:00:00+08:00")

CONTENT = """q /G0 gs 0 0 0 1 k BT /F0 12 Tf 1 0 0 1 50 500 Tm <TEXT> Tj 0 -20 Td [<TEXT> -250 <TEXT>] TJ ET Q
q /CS0 cs 1 scn 50 470 300 0.5 re f Q
q 144 0 0 72 50 300 cm /Im0 Do Q
q /CSAll CS 1 SCN 0.25 w -30 0 m -12 0 l S Q
"""


@functools.cache
def font():
    """The glyphs of WORD cut out of a bundled face: program, widths and codes."""
    face = TTFont(FONT)
    options = subset.Options(drop_tables=["GSUB", "GPOS", "GDEF", "DSIG", "STAT", "meta"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text=WORD)
    cutter.subset(face)
    order, cmap, em = face.getGlyphOrder(), face.getBestCmap(), face["head"].unitsPerEm
    widths = [round(face["hmtx"][name][0] * 1000 / em, 3) for name in order]
    codes = {c: order.index(cmap[ord(c)]) for c in WORD}
    out = io.BytesIO()
    face.save(out)
    return out.getvalue(), widths, codes


@functools.cache
def profile():
    """A profile of class prtr with empty tables: enough for its header to be read."""
    tags, body, at = (b"A2B0", b"B2A0", b"wtpt"), b"", 132 + 3 * 12
    table = struct.pack(">I", len(tags))
    for name in tags:
        table += struct.pack(">4sII", name, at + len(body), 20)
        body += b"mft2" + bytes(16)
    head = bytearray(128)
    struct.pack_into(">I4sBB2x4s4s4s", head, 0, 128 + len(table) + len(body), b"none", 2, 0x20, b"prtr", b"CMYK", b"Lab ")
    head[36:40] = b"acsp"
    return bytes(head) + table + body


def text_hex():
    return "".join(f"{font()[2][c]:04X}" for c in WORD)


def to_unicode():
    rows = "".join(f"<{cid:04X}> <{ord(c):04X}>\n" for c, cid in sorted(font()[2].items()))
    return (f"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /J def /CMapType 2 def\n"
            f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(font()[2])} beginbfchar\n{rows}endbfchar\n"
            "endcmap end end").encode()


def xmp():
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Sample</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{MOMENT[1]}</xmp:CreateDate><xmp:ModifyDate>{MOMENT[1]}</xmp:ModifyDate>
<xmp:MetadataDate>{MOMENT[1]}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:1</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Trapped>False</pdf:Trapped><pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()


class Sample:
    """The file before it is written, with handles on what tests change."""

    def __init__(self, level):
        self.level, self.pdf = level, pikepdf.new()
        pdf = self.pdf
        self.content = CONTENT.replace("TEXT", text_hex())
        self.font = self.make_font()
        self.image = self.stream(bytes(range(256)) * (576 * 288 // 256), Type=Name.XObject, Subtype=Name.Image, Width=576,
                                 Height=288, BitsPerComponent=8, ColorSpace=Name.DeviceGray)
        tint = pdf.make_indirect(Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1))
        self.state = Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)
        self.resources = Dictionary(
            Font=Dictionary(F0=self.font), XObject=Dictionary(Im0=self.image), ExtGState=Dictionary(G0=self.state),
            ColorSpace=Dictionary(CS0=Array([Name.Separation, Name.BulletinRed, Name.DeviceCMYK, tint]),
                                  CSAll=Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])))
        self.page = Dictionary(Type=Name.Page, MediaBox=self.parse(MEDIA), TrimBox=self.parse(TRIM), BleedBox=self.parse(BLEED),
                               Resources=self.resources)
        self.info = Dictionary(Title=String("Sample"), CreationDate=String(MOMENT[0]), ModDate=String(MOMENT[0]), Trapped=Name("/False"))
        self.profile = profile()
        self.profile_stream = self.stream(self.profile, N=4)
        self.intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=String("CGATS TR 006"),
                                 RegistryName=String("http://www.color.org"), Info=String("Coated paper"), DestOutputProfile=self.profile_stream)
        self.root = pdf.Root
        self.root.OutputIntents = Array([pdf.make_indirect(self.intent)])
        self.intent = self.root.OutputIntents[0]
        self.version = "1.6" if level == "4" else "1.3"
        self.xmp = xmp()
        if level == "4":
            self.root.Metadata = self.stream(b"", Type=Name.Metadata, Subtype=Name.XML)
        else:
            self.info.GTS_PDFXVersion = String("PDF/X-1:2001")
            self.info.GTS_PDFXConformance = String("PDF/X-1a:2001")
        self.pages = [self.page]
        self.save = {}

    @staticmethod
    def parse(text):
        return pikepdf.Object.parse(text.encode() if isinstance(text, str) else text)

    def stream(self, data, **keys):
        out = self.pdf.make_stream(data)
        for key, value in keys.items():
            out["/" + key] = value
        return out

    def make_font(self):
        data, widths, _ = font()
        name = Name("/ABCDEF+SourceSerif4-Regular")
        self.program = self.stream(data, Length1=len(data))
        self.descriptor = self.pdf.make_indirect(Dictionary(
            Type=Name.FontDescriptor, FontName=name, Flags=4, FontBBox=[0, -200, 1000, 900], ItalicAngle=0, Ascent=900,
            Descent=-200, CapHeight=700, StemV=80, FontFile2=self.program))
        self.below = self.pdf.make_indirect(Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, CIDToGIDMap=Name.Identity, FontDescriptor=self.descriptor,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0), W=Array([0, Array(widths)])))
        return self.pdf.make_indirect(Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"), DescendantFonts=Array([self.below]),
            ToUnicode=self.stream(to_unicode())))

    def add(self, content):
        self.content += content + "\n"

    def bytes(self):
        """The finished file."""
        pdf = self.pdf
        for page in self.pages:
            page = pdf.make_indirect(page)
            page.Contents = self.stream(self.content.encode("latin-1"))
            pdf.pages.append(pikepdf.Page(page))
        if "/Metadata" in self.root:
            self.root.Metadata.write(self.xmp)
        if "/DestOutputProfile" in self.intent:
            self.profile_stream.write(self.profile)
        pdf.trailer.Info = pdf.make_indirect(self.info)
        out = io.BytesIO()
        options = dict(force_version=self.version, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True,
                       compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none, fix_metadata_version=False)
        pdf.save(out, **(options | self.save))
        return out.getvalue()
