"""Rewrites the packages that python-docx saves in other forms that are also right."""

import re
import zipfile

TRANSITIONAL = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "http://purl.oclc.org/ooxml/drawingml/picture",
}


def strict(files):
    """The namespaces of ISO/IEC 29500 Strict, in parts and relationships."""
    for name, data in files.items():
        if name.endswith((".xml", ".rels")):
            for old, new in TRANSITIONAL.items():
                data = data.replace(f'"{old}"'.encode(), f'"{new}"'.encode()).replace(f'"{old}/'.encode(), f'"{new}/'.encode())
            files[name] = data


def numeric_style_ids(files):
    """Style ids are numbers, as WPS writes them."""
    styles = files["word/styles.xml"].decode()
    ids = {old: str(i) for i, old in enumerate(re.findall(r'w:styleId="([^"]+)"', styles), 1)}
    for name in list(files):
        if re.fullmatch(r"word/(document|styles|numbering|footnotes|endnotes)\d*\.xml", name):
            text = files[name].decode()
            text = re.sub(r'(w:styleId=")([^"]+)"', lambda m: f'{m[1]}{ids[m[2]]}"', text)
            text = re.sub(r'(<w:(?:pStyle|rStyle|tblStyle|basedOn|next|link)\b[^>]*w:val=")([^"]+)"', lambda m: f'{m[1]}{ids.get(m[2], m[2])}"', text)
            files[name] = text.encode()


def utf16(files):
    """The main part in UTF-16 with a byte order mark."""
    text = files["word/document.xml"].decode()
    text = re.sub(r"^<\?xml[^>]*\?>\s*", "", text)
    files["word/document.xml"] = ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")


def prefixes(files):
    """Another prefix for the main namespace."""
    text = files["word/document.xml"].decode()
    text = re.sub(r"(</?|[\s])w:(?=[A-Za-z])", r"\1ns0:", text).replace("xmlns:w=", "xmlns:ns0=")
    files["word/document.xml"] = text.encode()


def main_part(files):
    """The main part has another name."""
    files["word/document2.xml"] = files.pop("word/document.xml")
    files["word/_rels/document2.xml.rels"] = files.pop("word/_rels/document.xml.rels")
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"word/document.xml", b"/word/document2.xml")
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(b"/word/document.xml", b"/word/document2.xml")


def wps(files):
    """What WPS adds to a package."""
    files["docProps/custom.xml"] = (
        b'<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        b'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" '
        b'pid="2" name="KSOProductBuildVer"><vt:lpwstr>2052-11.1.0.9145</vt:lpwstr></property></Properties>')
    files["customXml/item9.xml"] = (
        b'<?xml version="1.0" encoding="UTF-8"?><s:customData xmlns="http://www.wps.cn/officeDocument/2013/wpsCustomData" '
        b'xmlns:s="http://www.wps.cn/officeDocument/2013/wpsCustomData"><customSectProps><customSectPr/></customSectProps></s:customData>')


# In the order in which they are applied: those that look for names of parts and
# prefixes come before those that change them.
VARIANTS = {"numeric style ids": numeric_style_ids, "WPS": wps, "strict": strict, "prefixes": prefixes, "UTF-16": utf16, "main part": main_part}


def rewrite(path, variants):
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name in variants:
        VARIANTS[name](files)
    kind = zipfile.ZIP_STORED if "main part" in variants else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w", kind) as archive:
        for name, data in files.items():
            about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            about.compress_type = kind
            archive.writestr(about, data)
