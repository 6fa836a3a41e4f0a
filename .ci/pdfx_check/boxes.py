"""B and P01–P03: page boxes, compared as they are written."""

from decimal import Decimal

import pikepdf

from .report import inherited, is_number

MM = Decimal(72) / Decimal("25.4")
NEAR = Decimal("0.002")  # coordinates are written to a thousandth


def box(value):
    """A rectangle as four decimals, None if it is none."""
    if not isinstance(value, pikepdf.Array) or len(value) != 4 or not all(is_number(v) for v in value):
        return None
    x0, y0, x1, y1 = (Decimal(v) for v in value)
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def within(inner, outer):
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def trim_of(page):
    """The finished page as floats, None if its box is missing or wrong."""
    b = box(page.get("/TrimBox", page.get("/ArtBox")))
    return tuple(float(v) for v in b) if b else None


def check(f):
    sizes, bleeds = {}, {}
    if len(f.pdf.pages) == 0:
        f.report.add("B01", "no pages")
    for n, page in enumerate(f.pdf.pages, 1):
        _page(f, n, page.obj, sizes, bleeds)
    if len(sizes) > 1:
        f.report.add("P03", "trimmed sizes " + ", ".join(f"{w} × {h} (page {n})" for (w, h), n in sizes.items()))
    if len(bleeds) > 1:
        f.report.add("P02", "different bleeds " + ", ".join(f"{b} pt (page {n})" for b, n in bleeds.items()))


def _page(f, n, page, sizes, bleeds):
    where = f"page {n}"

    def add(clause, text):
        f.report.add(clause, text, where)

    media = box(inherited(page, "/MediaBox"))
    if media is None:
        add("B01", "no MediaBox")
        return
    boxes = {"MediaBox": media}
    for key, value in (("CropBox", inherited(page, "/CropBox")), ("BleedBox", page.get("/BleedBox")),
                       ("TrimBox", page.get("/TrimBox")), ("ArtBox", page.get("/ArtBox"))):
        if value is None:
            continue
        boxes[key] = box(value)
        if boxes[key] is None:
            add("B03", f"{key} is no rectangle from lower left to upper right")
            return
    for key, b in boxes.items():
        for side in (b[2] - b[0], b[3] - b[1]):
            if not 3 <= side <= 14400:
                add("B04", f"{key} is {side} units long")
    trim = boxes.get("TrimBox")
    if trim and "ArtBox" in boxes:
        add("B02", "TrimBox and ArtBox")
    elif "ArtBox" in boxes:
        add("P01", "ArtBox instead of TrimBox")
    elif not trim:
        add("B02", "no TrimBox")
    finished = trim or boxes.get("ArtBox")
    if finished:
        bleed = boxes.get("BleedBox", finished)
        for inner, outer, text in ((finished, bleed, "the trimmed page reaches beyond the BleedBox"),
                                   (bleed, media, "the BleedBox reaches beyond the MediaBox"),
                                   (finished, boxes.get("CropBox", media), "the trimmed page reaches beyond the CropBox")):
            if not within(inner, outer):
                add("B03", text)
        sizes.setdefault((finished[2] - finished[0], finished[3] - finished[1]), n)
        _bleed(f, add, n, finished, bleed, bleeds)
    rotate = inherited(page, "/Rotate")
    if rotate is not None and (not isinstance(rotate, int) or rotate % 90):
        add("B05", f"Rotate {rotate}")
    if "/UserUnit" in page:
        add("B05", "UserUnit")


def _bleed(f, add, n, trim, bleed, bleeds):
    sides = (trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    least, most = min(sides), max(sides)
    want = None if f.job.bleed is None else Decimal(str(f.job.bleed)) * MM
    if most - least > NEAR:
        add("P02", "the bleed is not the same on every side: " + " ".join(str(s) for s in sides))
    elif want is not None and abs(least - want) > NEAR:
        add("P02", f"bleed {least} pt, not {f.job.bleed} mm")
    elif want is None and least > NEAR and least < 3 * MM - NEAR:
        add("P02", f"bleed {least} pt is less than 3 mm")
    bleeds.setdefault(round(least, 1), n)
