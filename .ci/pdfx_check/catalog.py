"""A: annotations, actions, layers and attachments."""

import pikepdf

from .report import dictionaries, is_dict


def check(f):
    add, root = f.report.add, f.pdf.Root
    for n, page in enumerate(f.pdf.pages, 1):
        _page(f, page.obj, f"page {n}")
    if is_dict(root.get("/OpenAction")):
        add("A02", "OpenAction is an action", "catalog")
    names = root.get("/Names")
    names = names if is_dict(names) else pikepdf.Dictionary()
    if "/JavaScript" in names:
        add("A02", "JavaScript among the names", "catalog")
    if "/AcroForm" in root:
        add("A03", "form fields" + (" and XFA" if "/XFA" in root.AcroForm else ""), "catalog")
    viewer = root.get("/ViewerPreferences")
    for key in ("/ViewArea", "/ViewClip", "/PrintArea", "/PrintClip"):
        if is_dict(viewer) and key in viewer and str(viewer[key]) not in ("/MediaBox", "/BleedBox"):
            add("A04", f"{key[1:]} {viewer[key]}", "ViewerPreferences")
    if "/OCProperties" in root:
        add("A05", "optional content", "catalog")
    if "/EmbeddedFiles" in names or "/AF" in root:
        add("A06", "embedded files", "catalog")
    if "/AlternatePresentations" in names:
        add("A07", "AlternatePresentations", "catalog")
    for key in ("/Perms", "/Collection"):
        if key in root:
            add("A13", key[1:], "catalog")
    for obj, where in dictionaries(f.pdf):
        _dictionary(f, obj, where)


def _page(f, page, where):
    annots = page.get("/Annots")
    if isinstance(annots, pikepdf.Array):
        for annot in annots:
            f.report.add("A01", f"annotation {annot.get('/Subtype')}", where)
    if "/PresSteps" in page:
        f.report.add("A07", "PresSteps", where)
    if "/SeparationInfo" in page:
        f.report.add("A11", "a page that is one plate of a page", where)


def _dictionary(f, obj, where):
    add = f.report.add
    if is_dict(obj.get("/A")) and "/S" in obj["/A"] and ("/Title" in obj or "/Subtype" in obj):
        add("A02", f"action {obj['/A']['/S']}", where)
    if is_dict(obj.get("/AA")):
        add("A02", "additional actions", where)
    if obj.get("/Type") == "/OCG" or obj.get("/Type") == "/OCMD" or is_dict(obj.get("/OC")):
        add("A05", "optional content", where)
    if is_dict(obj.get("/EF")):
        add("A06", "an embedded file", where)
