"""Plates as an interpreter makes them (Ghostscript's tiffsep), and pages with
some inks left out, to see on which plates those inks were."""

import pathlib
import re
import subprocess
import tempfile

import pikepdf
from PIL import Image

from .boxes import box, trim_of
from .content import Walker
from .fonts import FontTable
from .report import File, Job, Report, inherited

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
PATHS = {"f": "n", "F": "n", "f*": "n", "B": "n", "B*": "n", "b": "n", "b*": "n", "S": "n", "s": "n"}


class Items:
    """A visitor that notes, for a page, which of its instructions paint what."""

    def __init__(self):
        self.black, self.spot, self.glyphs, self.inks = set(), {}, 0, {}

    def text(self, event):
        self.note(event)
        if event.operator in self.black:
            self.glyphs += len(event.glyphs)

    path = image = lambda self, event: self.note(event)

    def note(self, event):
        if event.image is not None and event.image.get("/ImageMask") is not True:
            return  # a picture is neither text nor an ink of the design
        for how in event.ways:
            inks = event.state.colour(how).inks() or {}
            if self.inks.setdefault(event.operator, set(inks)) != set(inks):
                raise NotImplementedError(f"{event.where}: a form of several inks cannot be left out")
            if set(inks) == {"Black"} and inks["Black"] > 99.9:
                self.black.add(event.operator)
            for name in set(inks) - set(PROCESS) - {"All"}:
                self.spot.setdefault(name, set()).add(event.operator)


def items(pdf, path, number, fonts):
    f = File(path, b"", pdf, "4", Job(), Report())
    found = Items()
    Walker(f, number, [found], fonts or FontTable(f)).page()
    return found


def without(pdf, number, left_out):
    """A page's content with some painting left out; all else stays where it is."""
    out = []
    for i, instruction in enumerate(pikepdf.parse_content_stream(pdf.pages[number - 1])):
        op = str(instruction.operator)
        if i not in left_out:
            out.append(instruction)
        elif op in PATHS:
            out.append(pikepdf.ContentStreamInstruction([], pikepdf.Operator(PATHS[op])))
        elif op in ("Tj", "TJ", "'", '"'):
            out += [pikepdf.ContentStreamInstruction([mode], pikepdf.Operator("Tr")) if mode is not None else instruction
                    for mode in (3, None, 0)]
    return pikepdf.unparse_content_stream(out)


def variants(path, numbers):
    """A file whose pages are, for each numbered page, the page itself, the page
    without black, and the page without each spot ink; with the list of what they
    are: (number, None | "Black" | spot name, Items)."""
    pdf = pikepdf.open(path)
    f = File(path, b"", pdf, "4", Job(), Report())
    fonts, plan, contents = FontTable(f), [], []
    for n in numbers or range(1, len(pdf.pages) + 1):
        found = items(pdf, path, n, fonts)
        plan.append((n, None, found))
        contents.append(None)
        for name, left_out in [("Black", found.black)] + sorted(found.spot.items()):
            plan.append((n, name, found))
            contents.append(without(pdf, n, left_out))
    sources = [pdf.pages[n - 1] for n, _, _ in plan]
    out = pikepdf.new()
    for source, content in zip(sources, contents):
        out.pages.append(source)
        if content is not None:
            out.pages[-1].obj.Contents = out.make_stream(content)
    return out, plan


def separate(pdf, folder, resolution):
    """Runs Ghostscript; returns for each page its plates, 0 for no ink, 255 for all."""
    file = pathlib.Path(folder) / "pages.pdf"
    pdf.save(file)
    said = subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{resolution}",
                           "-sOutputFile=" + str(pathlib.Path(folder) / "p%04d.tif"), file],
                          capture_output=True, text=True, check=False)
    if said.returncode != 0 or said.stdout or said.stderr:
        raise RuntimeError(f"Ghostscript: {said.stdout}{said.stderr}")
    pages = [{} for _ in pdf.pages]
    for tif in sorted(pathlib.Path(folder).glob("p*.tif")):
        if m := re.fullmatch(r"p(\d+)\((.+)\)\.tif", tif.name):
            with Image.open(tif) as plate:
                pages[int(m[1]) - 1][m[2]] = plate.convert("L").point(lambda v: 255 - v)
    return pages


def finished(plate, page, resolution):
    """The part of a plate inside the trimmed page, a pixel less on each side:
    marks print on every plate, and are outside."""
    x0, y0, x1, y1 = trim_of(page) or tuple(float(v) for v in box(inherited(page, "/MediaBox")))
    media = [float(v) for v in inherited(page, "/MediaBox")]
    k = resolution / 72
    return plate.crop((int((x0 - media[0]) * k) + 1, int((media[3] - y1) * k) + 1,
                       int((x1 - media[0]) * k) - 1, int((media[3] - y0) * k) - 1))


def check(path, numbers=None, inks=None, resolution=150):
    """What is wrong with the plates of a file, a list of lines, and a summary."""
    pdf, plan = variants(path, numbers)
    with tempfile.TemporaryDirectory() as folder:
        plates = separate(pdf, folder, resolution)
        plates = [{name: finished(plate, page.obj, resolution) for name, plate in of.items()}
                  for of, page in zip(plates, pdf.pages)]
    wrong, seen, glyphs, whole = [], {"Black": 0}, 0, None
    for (n, left_out, found), now in zip(plan, plates):
        if left_out is None:
            whole = now
            glyphs += found.glyphs
            wrong += [f"page {n}: ink on the plate {name}" for name in now if not allowed(name, inks) and marked(now[name])]
            continue
        painted = found.black if left_out == "Black" else found.spot[left_out]
        same = {name for name in whole if identical(whole[name], now.get(name))}
        for name in sorted(set(whole) - same - {left_out}):
            wrong.append(f"page {n}: {left_out} changes the plate {name}: it is on it, or knocks out of it")
        if painted and left_out in same and left_out in whole:
            wrong.append(f"page {n}: the plate {left_out} has nothing of what is painted in it")
        if left_out != "Black" and left_out in now and marked(now[left_out]):
            wrong.append(f"page {n}: something else is on the plate {left_out}")
        seen[left_out] = seen.get(left_out, 0) + len(painted)
    summary = ", ".join(f"{count} items in {name}" for name, count in sorted(seen.items()))
    return wrong, f"{len({n for n, _, _ in plan})} pages: {summary}, {glyphs} black glyphs"


def allowed(name, inks):
    if inks is None:
        return True
    if name in PROCESS:
        return name == "Black" or inks.startswith("cmyk")
    return inks.endswith("+spot")


def marked(plate):
    return plate.getextrema()[1] > 0


def identical(a, b):
    if b is None:
        return not marked(a)
    return a.size == b.size and a.tobytes() == b.tobytes()
