"""The glyphs of a file's finished pages, for comparing the files of one issue."""

import unicodedata
from dataclasses import dataclass

import pikepdf

from .boxes import box, trim_of
from .content import Walker
from .fonts import FontTable
from .report import File, Job, Report, inherited

EDGE = 0.01  # points


@dataclass
class Seen:
    text: str
    font: str
    size: float
    x: float  # from the lower left corner of the finished page
    y: float

    def __str__(self):
        return f"{self.text!r} of {self.font} {self.size:.2f} at {self.x:.3f} {self.y:.3f}"


class _Collector:
    def __init__(self, corner, size):
        self.corner, self.size, self.seen = corner, size, []

    def text(self, event):
        for g in event.glyphs:
            x, y = g.x - self.corner[0], g.y - self.corner[1]
            inside = -EDGE <= x <= self.size[0] + EDGE and -EDGE <= y <= self.size[1] + EDGE
            if inside and not _blank(g.text):
                self.seen.append(Seen(g.text, event.state.font.base(), g.size, x, y))


def _blank(text):
    return text != "" and all(unicodedata.category(c).startswith("Z") for c in text)


def read(path):
    """For each page its size and its glyphs, blanks and what is outside the
    trimmed page left out, in the order they are painted."""
    pages = []
    with pikepdf.open(path) as pdf:
        f = File(path, b"", pdf, "4", Job(), Report())
        fonts = FontTable(f)
        for n, page in enumerate(pdf.pages, 1):
            x0, y0, x1, y1 = trim_of(page.obj) or (float(v) for v in box(inherited(page.obj, "/MediaBox")))
            size = (x1 - x0, y1 - y0)
            collector = _Collector((x0, y0), size)
            Walker(f, n, [collector], fonts).page()
            pages.append((size, collector.seen))
    return pages


def unfold(pages):
    """The single pages of a booklet of two pages to a sheet, in logical order."""
    total = 2 * len(pages)
    singles = [None] * total
    for k, ((width, height), seen) in enumerate(pages):
        halves = ([g for g in seen if g.x < width / 2], [g for g in seen if g.x >= width / 2])
        for g in halves[1]:
            g.x -= width / 2
        numbers = (total - k, k + 1) if k % 2 == 0 else (k + 1, total - k)
        for number, half in zip(numbers, halves):
            singles[number - 1] = ((width / 2, height), half)
    return singles


def differences(a, b, near=0.01, creep=0.0):
    """What differs between the pages of two files, pages without glyphs left
    out: a list of lines. With creep a whole page may be moved sideways by so
    many points."""
    a, b = ([p for p in pages if p[1]] for pages in (a, b))
    out = []
    if len(a) != len(b):
        out.append(f"{len(a)} pages with text and {len(b)}")
    if not a or not b:
        return out or ["no text to compare"]
    for n, ((size_a, seen_a), (size_b, seen_b)) in enumerate(zip(a, b), 1):
        if max(abs(p - q) for p, q in zip(size_a, size_b)) > near:
            out.append(f"page {n}: trimmed size {size_a} and {size_b}")
        if len(seen_a) != len(seen_b):
            out.append(f"page {n}: {len(seen_a)} glyphs and {len(seen_b)}")
        shift = 0.0
        if creep and seen_a and seen_b:
            shift = seen_b[0].x - seen_a[0].x
            if abs(shift) > creep + near:
                out.append(f"page {n}: moved by {shift:.3f} pt")
        for p, q in zip(seen_a, seen_b):
            far = max(abs(p.x + shift - q.x), abs(p.y - q.y), abs(p.size - q.size)) > near
            if far or (p.text, p.font) != (q.text, q.font):
                out.append(f"page {n}: {p} and {q}")
                break
    return out
