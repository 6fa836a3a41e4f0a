"""I: what the file says it is, in Info and XMP."""

import re
import xml.etree.ElementTree as ET

import pikepdf

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
SPACES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
}
DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(Z|[+-]\d{2}'\d{2}'?)")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})")


def _plain(tag):
    space, _, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    return f"{SPACES.get(space, space)}:{local}"


def xmp(pdf):
    """Properties of the document's XMP: name → text, for a list its first item.
    None if there is no packet, ValueError if it is no XML."""
    meta = pdf.Root.get("/Metadata")
    if not isinstance(meta, pikepdf.Stream):
        return None
    try:
        root = ET.fromstring(meta.read_bytes().decode("utf-8-sig").strip("\ufeff \r\n"))
    except (ET.ParseError, UnicodeDecodeError) as err:
        raise ValueError(str(err)) from err
    out = {}
    for description in root.iter(RDF + "Description"):
        for key, value in description.attrib.items():
            if key != RDF + "about":
                out[_plain(key)] = value
        for child in description:
            items = [x for x in child.iter(RDF + "li")]
            out[_plain(child.tag)] = (items[0].text if items else child.text) or ""
    return out


def _text(obj):
    return str(obj) if isinstance(obj, pikepdf.String) else None


def _moment(text, pattern):
    """A date as numbers and zone, None if it is no date."""
    m = pattern.fullmatch(text or "")
    if not m:
        return None
    year, month, day, hour, minute, second = (int(x) for x in m.groups()[:6])
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second < 60):
        return None
    zone = m[7].replace("'", "").replace(":", "")
    return (year, month, day, hour, minute, second, "+0000" if zone in ("Z", "-0000") else zone)


def check(f):
    info = f.pdf.trailer.get("/Info")
    if not isinstance(info, pikepdf.Dictionary):
        info = pikepdf.Dictionary()
    _info(f, info)
    if f.x1a:
        for clause, key, want in (("I01", "/GTS_PDFXVersion", "PDF/X-1:2001"),
                                  ("I02", "/GTS_PDFXConformance", "PDF/X-1a:2001")):
            if _text(info.get(key)) != want:
                f.report.add(clause, f"{key[1:]} is {_text(info.get(key))!r}, not {want!r}", "Info")
        return
    said = info.get("/GTS_PDFXVersion")
    if said is not None and _text(said) != "PDF/X-4":
        f.report.add("I01", f"GTS_PDFXVersion is {said!r} beside PDF/X-4 in XMP", "Info")
    if "/GTS_PDFXConformance" in info:
        f.report.add("I01", "GTS_PDFXConformance is not for PDF/X-4", "Info")
    _xmp(f, info)


def _info(f, info):
    add = f.report.add
    if not (_text(info.get("/Title")) or "").strip():
        add("I03", "no Title", "Info")
    for key in ("/CreationDate", "/ModDate"):
        if _moment(_text(info.get(key)), DATE) is None:
            add("I04", f"{key[1:]} {_text(info.get(key))!r} is no date with time and zone", "Info")
    trapped = info.get("/Trapped")
    if not (isinstance(trapped, pikepdf.Name) and str(trapped) in ("/True", "/False")):
        add("I05", f"Trapped is {trapped!r}, not the name True or False", "Info")
    for key, value in info.items():
        if key != "/Trapped" and not isinstance(value, pikepdf.String):
            add("I10", f"{key[1:]} is no text string", "Info")


def _xmp(f, info):
    add = f.report.add
    try:
        said = xmp(f.pdf)
    except ValueError as err:
        add("I06", f"XMP is no XML: {err}", "XMP")
        return
    if said is None:
        add("I06", "the catalog has no Metadata", "XMP")
        return
    if "/Filter" in f.pdf.Root.Metadata:
        add("I11", "the XMP stream is compressed", "XMP")
    if said.get("pdfxid:GTS_PDFXVersion") != "PDF/X-4":
        add("I06", f"pdfxid:GTS_PDFXVersion is {said.get('pdfxid:GTS_PDFXVersion')!r}, not 'PDF/X-4'", "XMP")
    if said.get("dc:title", "") != (_text(info.get("/Title")) or ""):
        add("I07", f"dc:title {said.get('dc:title')!r} is not the Title of Info", "XMP")
    for name, key in (("xmp:CreateDate", "/CreationDate"), ("xmp:ModifyDate", "/ModDate"), ("xmp:MetadataDate", None)):
        moment = _moment(said.get(name), ISO)
        if moment is None:
            add("I07", f"{name} {said.get(name)!r} is no date with time and zone", "XMP")
        elif key and _moment(_text(info.get(key)), DATE) not in (None, moment):
            add("I07", f"{name} {said[name]} is not {key[1:]} of Info", "XMP")
    for name, key in (("pdf:Producer", "/Producer"), ("xmp:CreatorTool", "/Creator"), ("pdf:Keywords", "/Keywords"),
                      ("dc:creator", "/Author"), ("dc:description", "/Subject")):
        if key in info and name in said and said[name] != _text(info[key]):
            add("I07", f"{name} {said[name]!r} is not {key[1:]} of Info", "XMP")
    for name in ("xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass"):
        if not said.get(name):
            add("I08", f"no {name}", "XMP")
    trapped = info.get("/Trapped")
    if "pdf:Trapped" not in said or isinstance(trapped, pikepdf.Name) and said["pdf:Trapped"] != str(trapped)[1:]:
        add("I09", f"pdf:Trapped is {said.get('pdf:Trapped')!r}, Trapped of Info {trapped!r}", "XMP")
